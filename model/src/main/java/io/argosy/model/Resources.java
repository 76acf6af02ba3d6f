package io.argosy.model;

import java.util.HashSet;
import java.util.Set;

/// What an instance has, or a task takes: CPU units (1024 a core), memory in MiB, and fixed host ports.
public record Resources(int cpu, int memoryMib, Set<Integer> tcpPorts, Set<Integer> udpPorts) {
    public static final Resources NONE = new Resources(0, 0, Set.of(), Set.of());

    public Resources {
        tcpPorts = Set.copyOf(tcpPorts);
        udpPorts = Set.copyOf(udpPorts);
    }

    /// What is taken once both are taken.
    public Resources plus(Resources other) {
        return new Resources(
                cpu + other.cpu,
                memoryMib + other.memoryMib,
                union(tcpPorts, other.tcpPorts),
                union(udpPorts, other.udpPorts));
    }

    /// What is taken once `other`, which was counted before, is given back.
    public Resources minus(Resources other) {
        if (other.cpu > cpu || other.memoryMib > memoryMib) {
            throw new IllegalStateException("giving back " + other + " of " + this);
        }
        return new Resources(
                cpu - other.cpu,
                memoryMib - other.memoryMib,
                difference(tcpPorts, other.tcpPorts),
                difference(udpPorts, other.udpPorts));
    }

    private static Set<Integer> difference(Set<Integer> all, Set<Integer> without) {
        if (without.isEmpty()) {
            return all;
        }
        var rest = new HashSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
