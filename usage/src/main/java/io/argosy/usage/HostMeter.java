package io.argosy.usage;

import io.argosy.wire.acs.TcsMessage.InstanceMetrics;
import io.argosy.wire.acs.TcsMessage.Storage;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// What the host as a whole uses: `/proc/stat`, `/proc/meminfo`, and how full its file systems are.
public final class HostMeter {
    private static final double KIB_IN_MIB = 1024;

    private final Path proc;
    private final Path data;
    private final Series cpu = new Series();
    private final Series memory = new Series();
    private long busyBefore = -1;
    private long allBefore;
    private long memoryBytes;

    /// `data` is where the engine keeps images and volumes, as far as this host can tell.
    public HostMeter(Path proc, Path data) {
        this.proc = proc;
        this.data = data;
    }

    synchronized void sample() throws IOException {
        Map<String, Long> table = ProcFiles.table(proc.resolve("meminfo"));
        memoryBytes = table.getOrDefault("MemTotal", 0L) << 10;
        memory.add((table.getOrDefault("MemTotal", 0L) - table.getOrDefault("MemAvailable", 0L)) / KIB_IN_MIB);
        long[] ticks = times(proc);
        long all = Arrays.stream(ticks).sum();
        long busy = all - ticks[3] - ticks[4];
        if (busyBefore >= 0 && all > allBefore) {
            cpu.add(100.0 * (busy - busyBefore) / (all - allBefore));
        }
        busyBefore = busy;
        allBefore = all;
    }

    private static long[] times(Path proc) throws IOException {
        String first = ProcFiles.lines(proc.resolve("stat")).getFirst();
        return Arrays.stream(first.split("\\s+"))
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /// CPU time of all cores since the host began, now.
    static long ticks(Path proc) throws IOException {
        return Arrays.stream(times(proc)).sum();
    }

    /// CPU time of all cores since the host began, as of the last sample.
    synchronized long cpuNanos() {
        return allBefore * ProcFiles.NANOS_A_TICK;
    }

    synchronized long memoryBytes() {
        return memoryBytes;
    }

    public synchronized InstanceMetrics take() {
        var storage = new Storage(fullness(data), fullness(Path.of("/")));
        return new InstanceMetrics(Optional.of(storage), cpu.take(), memory.take());
    }

    private static Optional<Double> fullness(Path directory) {
        try {
            FileStore store = Files.getFileStore(Files.exists(directory) ? directory : Path.of("/"));
            long total = store.getTotalSpace();
            return total == 0 ? Optional.empty() : Optional.of(100.0 * (total - store.getUsableSpace()) / total);
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
