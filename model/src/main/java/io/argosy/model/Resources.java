package io.argosy.model;

import java.util.HashSet;
import java.util.Set;

/// What an instance has, or a task takes: CPU units (1024 a core), memory in MiB, and fixed host ports. Amounts are
/// never negative: a sum stops at the largest number there is, a difference at nothing.
public record Resources(int cpu, int memoryMib, Set<Integer> tcpPorts, Set<Integer> udpPorts) {
    /// The most CPU units a task may ask for (ecs-semantics 4.1).
    public static final int MOST_CPU = 196_608;

    /// The most memory a task may ask for: that of the largest machine ECS runs on, 32 TiB.
    public static final int MOST_MEMORY_MIB = 32 * 1024 * 1024;

    public static final Resources NONE = new Resources(0, 0, Set.of(), Set.of());

    public Resources {
        if (cpu < 0 || memoryMib < 0) {
            throw new IllegalArgumentException("negative: cpu=" + cpu + " memoryMib=" + memoryMib);
        }
        tcpPorts = Set.copyOf(tcpPorts);
        udpPorts = Set.copyOf(udpPorts);
    }

    /// What is taken once both are taken.
    public Resources plus(Resources other) {
        return new Resources(
                sum(cpu, other.cpu),
                sum(memoryMib, other.memoryMib),
                union(tcpPorts, other.tcpPorts),
                union(udpPorts, other.udpPorts));
    }

    /// What is taken once `other` is given back.
    public Resources minus(Resources other) {
        return new Resources(
                Math.max(0, cpu - other.cpu),
                Math.max(0, memoryMib - other.memoryMib),
                difference(tcpPorts, other.tcpPorts),
                difference(udpPorts, other.udpPorts));
    }

    /// Whether `part` may have been counted into this.
    public boolean covers(Resources part) {
        return part.cpu <= cpu
                && part.memoryMib <= memoryMib
                && tcpPorts.containsAll(part.tcpPorts)
                && udpPorts.containsAll(part.udpPorts);
    }

    private static int sum(int one, int other) {
        return Math.clamp((long) one + other, 0, Integer.MAX_VALUE);
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
