package io.argosy.usage;

import java.util.Optional;

/// A container's counters at one moment: CPU time since it began, and memory in use without the page cache.
record Reading(long cpuNanos, long memoryBytes, Optional<NetworkReading> network) {
    /// Cumulative counters over all interfaces but loopback.
    record NetworkReading(
            long rxBytes,
            long rxPackets,
            long rxErrors,
            long rxDropped,
            long txBytes,
            long txPackets,
            long txErrors,
            long txDropped) {}
}
