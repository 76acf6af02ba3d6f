package io.argosy.usage;

import io.argosy.usage.Reading.NetworkReading;
import java.util.Map;
import java.util.Optional;

/// Reads the engine's own statistics of a container, the fall-back where the kernel's files are out of reach.
final class EngineStats {
    private EngineStats() {}

    static Reading reading(Map<String, Object> stats) {
        long cpu = number(at(at(stats, "cpu_stats"), "cpu_usage"), "total_usage");
        Map<?, ?> memory = at(stats, "memory_stats");
        Map<?, ?> detail = at(memory, "stats");
        long cached = Math.max(
                number(detail, "total_inactive_file") + number(detail, "total_active_file"),
                number(detail, "inactive_file") + number(detail, "active_file"));
        Map<?, ?> networks = at(stats, "networks");
        Optional<NetworkReading> network = networks.isEmpty() ? Optional.empty() : Optional.of(sum(networks));
        return new Reading(cpu, Math.max(0, number(memory, "usage") - cached), network);
    }

    private static NetworkReading sum(Map<?, ?> networks) {
        return new NetworkReading(
                sum(networks, "rx_bytes"),
                sum(networks, "rx_packets"),
                sum(networks, "rx_errors"),
                sum(networks, "rx_dropped"),
                sum(networks, "tx_bytes"),
                sum(networks, "tx_packets"),
                sum(networks, "tx_errors"),
                sum(networks, "tx_dropped"));
    }

    private static long sum(Map<?, ?> networks, String name) {
        return networks.values().stream()
                .mapToLong(one -> one instanceof Map<?, ?> network ? number(network, name) : 0)
                .sum();
    }

    private static Map<?, ?> at(Map<?, ?> members, String name) {
        return members.get(name) instanceof Map<?, ?> nested ? nested : Map.of();
    }

    private static long number(Map<?, ?> members, String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
