package io.argosy.capacity;

import io.argosy.model.Resources;
import java.time.Duration;
import java.util.List;

/// A group of hosts that are made for a capacity provider, as the server's settings have it: what ECS calls an Auto
/// Scaling group. Every host has `size`, and its agent says `attributes`.
public record HostGroup(
        String name, Maker maker, int min, int max, Resources size, List<String> attributes, Patience patience) {
    /// Who makes the hosts.
    public sealed interface Maker {
        /// This machine, in namespaces.
        record Local() implements Maker {}

        /// A program of the operator's: its words.
        record Program(List<String> words) implements Maker {
            public Program {
                words = List.copyOf(words);
            }
        }
    }

    /// How long making or ending one host may take, and how long a host may take to join once it was made.
    public record Patience(Duration making, Duration joining) {}

    public HostGroup {
        attributes = List.copyOf(attributes);
    }
}
