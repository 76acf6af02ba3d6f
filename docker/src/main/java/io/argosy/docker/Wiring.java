package io.argosy.docker;

import io.argosy.wire.acs.AcsContainer.PortMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a container is tied to on this host: its siblings' Docker names by container name, where each volume of the
/// task lies, its environment and labels, and the limits the task as a whole is under.
public record Wiring(
        Map<String, String> siblings,
        Map<String, Place> volumes,
        Map<String, String> environment,
        Map<String, String> labels,
        List<PortMapping> ports,
        Optional<String> cgroupParent,
        Optional<Long> memoryLimitMib,
        Optional<Double> cpuLimit,
        Usual usual) {
    /// What a container gets that its definition does not name: how many processes, and bounds for its log where
    /// the engine would keep all of it.
    public record Usual(int processes, boolean boundLogs) {}

    String sibling(String name) throws InvalidContainer {
        String dockerName = siblings.get(name);
        if (dockerName == null) {
            throw new InvalidContainer("HostConfigError", "no container of the task is named " + name);
        }
        return dockerName;
    }
}
