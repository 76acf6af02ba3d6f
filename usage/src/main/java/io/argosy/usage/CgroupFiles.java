package io.argosy.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cgroup files of one process, v1 or v2: found once, then read for next to nothing.
final class CgroupFiles {
    private final Path cpu;
    private final Path memory;
    private final Optional<Path> processes;
    private final boolean unified;

    private CgroupFiles(Path cpu, Path memory, Optional<Path> processes, boolean unified) {
        this.cpu = cpu;
        this.memory = memory;
        this.processes = processes;
        this.unified = unified;
    }

    /// Where the process's groups are mounted; nothing when they cannot be found from here.
    static Optional<CgroupFiles> of(Path proc, Path root, int pid) {
        try {
            List<String> groups =
                    ProcFiles.lines(proc.resolve(String.valueOf(pid)).resolve("cgroup"));
            Optional<CgroupFiles> found = controller(root, groups, "cpuacct")
                    .flatMap(cpu -> controller(root, groups, "memory")
                            .map(mem -> new CgroupFiles(cpu, mem, controller(root, groups, "pids"), false)));
            return found.or(() -> unified(root, groups)).filter(files -> files.readable());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /// A line of v1: `4:memory:/ecs/…`, or `2:cpu,cpuacct:/…`.
    private static Optional<Path> controller(Path root, List<String> groups, String name) {
        return groups.stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains(name))
                .map(parts -> root.resolve(name).resolve(parts[2].substring(1)))
                .findFirst();
    }

    /// The line of v2: `0::/ecs/…`.
    private static Optional<CgroupFiles> unified(Path root, List<String> groups) {
        return groups.stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> root.resolve(line.substring(4)))
                .map(group -> new CgroupFiles(group, group, Optional.of(group), true))
                .findFirst();
    }

    private boolean readable() {
        return Files.isReadable(memory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"));
    }

    long cpuNanos() throws IOException {
        return unified
                ? ProcFiles.table(cpu.resolve("cpu.stat")).getOrDefault("usage_usec", 0L) * 1_000
                : ProcFiles.number(cpu.resolve("cpuacct.usage"));
    }

    /// `user`, `system` and `throttled_time` in nanoseconds, `nr_periods`, `nr_throttled`.
    Map<String, Long> cpuTable() throws IOException {
        Map<String, Long> table = new HashMap<>();
        if (unified) {
            Map<String, Long> told = ProcFiles.table(cpu.resolve("cpu.stat"));
            table.putAll(told);
            table.put("user", told.getOrDefault("user_usec", 0L) * 1_000);
            table.put("system", told.getOrDefault("system_usec", 0L) * 1_000);
            table.put("throttled_time", told.getOrDefault("throttled_usec", 0L) * 1_000);
            return table;
        }
        ProcFiles.table(cpu.resolve("cpuacct.stat"))
                .forEach((name, ticks) -> table.put(name, ticks * ProcFiles.NANOS_A_TICK));
        if (Files.isReadable(cpu.resolve("cpu.stat"))) {
            table.putAll(ProcFiles.table(cpu.resolve("cpu.stat")));
        }
        return table;
    }

    long memoryUsage() throws IOException {
        return ProcFiles.number(memory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"));
    }

    Map<String, Long> memoryTable() throws IOException {
        return ProcFiles.table(memory.resolve("memory.stat"));
    }

    /// As large as numbers get when there is none.
    long memoryLimit() throws IOException {
        String limit = Files.readString(memory.resolve(unified ? "memory.max" : "memory.limit_in_bytes"))
                .strip();
        return limit.equals("max") ? Long.MAX_VALUE : Long.parseLong(limit);
    }

    Optional<Long> processes() {
        return processes.flatMap(folder -> {
            try {
                return Optional.of(ProcFiles.number(folder.resolve("pids.current")));
            } catch (IOException unknown) {
                return Optional.empty();
            }
        });
    }

    long memoryBytes() throws IOException {
        long used = ProcFiles.number(memory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"));
        Map<String, Long> detail = ProcFiles.table(memory.resolve("memory.stat"));
        String prefix = unified ? "" : "total_";
        long cached =
                detail.getOrDefault(prefix + "inactive_file", 0L) + detail.getOrDefault(prefix + "active_file", 0L);
        return Math.max(0, used - cached);
    }
}
