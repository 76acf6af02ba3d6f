package io.argosy.capacity;

import io.argosy.launches.Fargate;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What the room is told at start: the groups of hosts by their names; how often managed scaling counts, and the hosts
/// there are are compared with those there should be; how long an agent may be away before its host is replaced; where
/// new hosts reach this server; and whether there are Fargate's providers.
public record CapacitySettings(
        Map<String, HostGroup> groups, Duration period, Duration lostAfter, URI endpoint, Fargate fargate) {
    public CapacitySettings {
        groups = Map.copyOf(groups);
    }

    public Optional<HostGroup> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }
}
