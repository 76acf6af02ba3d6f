package io.argosy.usage;

import io.argosy.usage.Reading.NetworkReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lays a container's counters out as the engine does, for clients of task metadata that know its format, without
/// asking it: the engine takes a second for each container.
final class EngineLike {
    private static final double NANOS = 1e9;

    /// The counters of the host at one moment, beside which those of a container mean something.
    record HostCounters(long cpuNanos, int cores, long memoryBytes) {}

    private EngineLike() {}

    static Map<String, Object> document(
            CgroupFiles files,
            Map<String, NetworkReading> interfaces,
            HostCounters host,
            Meter.Timed before,
            Instant now)
            throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("read", now.toString());
        document.put("preread", before.at().toString());
        document.put(
                "pids_stats",
                files.processes().map(count -> Map.of("current", count)).orElse(Map.of()));
        document.put(
                "blkio_stats", Map.of("io_service_bytes_recursive", List.of(), "io_serviced_recursive", List.of()));
        document.put("num_procs", 0);
        document.put("storage_stats", Map.of());
        document.put("cpu_stats", cpu(files.cpuTable(), files.cpuNanos(), host));
        document.put(
                "precpu_stats",
                cpu(
                        Map.of(),
                        before.reading().cpuNanos(),
                        new HostCounters(before.hostCpuNanos(), host.cores(), host.memoryBytes())));
        document.put("memory_stats", memory(files, host));
        if (!interfaces.isEmpty()) {
            Map<String, Object> networks = new LinkedHashMap<>();
            interfaces.forEach((name, counters) -> networks.put(name, network(counters)));
            document.put("networks", networks);
            rates(interfaces, before, now).ifPresent(rates -> document.put("network_rate_stats", rates));
        }
        return document;
    }

    private static Map<String, Object> cpu(Map<String, Long> table, long total, HostCounters host) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("total_usage", total);
        usage.put("usage_in_kernelmode", table.getOrDefault("system", 0L));
        usage.put("usage_in_usermode", table.getOrDefault("user", 0L));
        Map<String, Object> throttling = new LinkedHashMap<>();
        throttling.put("periods", table.getOrDefault("nr_periods", 0L));
        throttling.put("throttled_periods", table.getOrDefault("nr_throttled", 0L));
        throttling.put("throttled_time", table.getOrDefault("throttled_time", 0L));
        Map<String, Object> cpu = new LinkedHashMap<>();
        cpu.put("cpu_usage", usage);
        cpu.put("system_cpu_usage", host.cpuNanos());
        cpu.put("online_cpus", host.cores());
        cpu.put("throttling_data", throttling);
        return cpu;
    }

    private static Map<String, Object> memory(CgroupFiles files, HostCounters host) throws IOException {
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("usage", files.memoryUsage());
        memory.put("stats", files.memoryTable());
        memory.put("limit", Math.min(files.memoryLimit(), host.memoryBytes()));
        return memory;
    }

    private static Map<String, Object> network(NetworkReading counters) {
        Map<String, Object> network = new LinkedHashMap<>();
        network.put("rx_bytes", counters.rxBytes());
        network.put("rx_packets", counters.rxPackets());
        network.put("rx_errors", counters.rxErrors());
        network.put("rx_dropped", counters.rxDropped());
        network.put("tx_bytes", counters.txBytes());
        network.put("tx_packets", counters.txPackets());
        network.put("tx_errors", counters.txErrors());
        network.put("tx_dropped", counters.txDropped());
        return network;
    }

    private static Optional<Map<String, Object>> rates(
            Map<String, NetworkReading> interfaces, Meter.Timed before, Instant now) {
        double seconds = Duration.between(before.at(), now).toNanos() / NANOS;
        if (seconds <= 0 || before.reading().network().isEmpty()) {
            return Optional.empty();
        }
        NetworkReading old = before.reading().network().get();
        long received =
                interfaces.values().stream().mapToLong(NetworkReading::rxBytes).sum();
        long sent =
                interfaces.values().stream().mapToLong(NetworkReading::txBytes).sum();
        Map<String, Object> rates = new LinkedHashMap<>();
        rates.put("rx_bytes_per_sec", Math.max(0, received - old.rxBytes()) / seconds);
        rates.put("tx_bytes_per_sec", Math.max(0, sent - old.txBytes()) / seconds);
        return Optional.of(rates);
    }
}
