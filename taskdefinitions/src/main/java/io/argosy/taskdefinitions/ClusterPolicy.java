package io.argosy.taskdefinitions;

import java.util.List;

/// Which dangerous settings of a task definition are let through (decision 0041). Host roots are absolute directories
/// whose content tasks may mount.
public record ClusterPolicy(
        boolean allowPrivileged,
        boolean allowHostPid,
        boolean allowHostIpc,
        boolean allowEngineSocket,
        List<String> allowedHostRoots) {

    /// Nothing dangerous, and host paths below one directory made for it.
    public static final ClusterPolicy SAFE =
            new ClusterPolicy(false, false, false, false, List.of("/var/lib/argosy/volumes"));

    public ClusterPolicy {
        allowedHostRoots = List.copyOf(allowedHostRoots);
    }
}
