package io.argosy.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What one of several hosts on this machine leaves to the others, of the memory and the cores that each of them sees
/// whole: so much of either is not for its tasks.
public record HostShare(long reservedMemoryMib, int reservedCpuUnits) {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final int UNITS_PER_CORE = 1_024;

    /// However many there are, each has room for the sample.
    private static final long LEAST_MEMORY_MIB = 512;

    private static final int LEAST_CPU_UNITS = 512;

    /// That of one of so many.
    public static HostShare of(int hosts) throws IOException {
        return of(hosts, memoryMib(), Runtime.getRuntime().availableProcessors() * UNITS_PER_CORE);
    }

    /// That of a host which is to have so much for its tasks.
    public static HostShare leaving(long ownMemoryMib, int ownCpuUnits) throws IOException {
        return new HostShare(
                Math.max(0, memoryMib() - ownMemoryMib),
                Math.max(0, Runtime.getRuntime().availableProcessors() * UNITS_PER_CORE - ownCpuUnits));
    }

    static HostShare of(int hosts, long memoryMib, int cpuUnits) {
        return new HostShare(
                Math.max(0, memoryMib - Math.max(memoryMib / hosts, LEAST_MEMORY_MIB)),
                Math.max(0, cpuUnits - Math.max(cpuUnits / hosts, LEAST_CPU_UNITS)));
    }

    private static long memoryMib() throws IOException {
        return Files.readAllLines(MEMORY).stream()
                        .filter(line -> line.startsWith("MemTotal:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow(() -> new IOException(MEMORY + " does not say how much memory there is"))
                >> 10;
    }

    /// As an agent is told it.
    public List<String> agentFlags() {
        return List.of(
                "--reserved-memory", Long.toString(reservedMemoryMib),
                "--reserved-cpu", Integer.toString(reservedCpuUnits));
    }
}
