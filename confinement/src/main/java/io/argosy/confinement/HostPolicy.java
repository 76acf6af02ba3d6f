package io.argosy.confinement;

import java.nio.file.Path;
import java.util.List;

/// Which dangerous settings of a task this host lets through, whatever the control plane let through before (decision
/// 0041 names them). `hostRoots` are the folders whose content tasks may mount.
public record HostPolicy(
        boolean privileged,
        boolean hostPid,
        boolean hostIpc,
        boolean engineSocket,
        List<Path> hostRoots,
        FileSystems fileSystems) {

    public HostPolicy {
        hostRoots = List.copyOf(hostRoots);
    }

    /// Without file systems of the network.
    public HostPolicy(boolean privileged, boolean hostPid, boolean hostIpc, boolean engineSocket, List<Path> roots) {
        this(privileged, hostPid, hostIpc, engineSocket, roots, FileSystems.NONE);
    }

    public HostPolicy with(FileSystems known) {
        return new HostPolicy(privileged, hostPid, hostIpc, engineSocket, hostRoots, known);
    }

    /// Nothing dangerous, and host paths below these folders.
    public static HostPolicy safe(Path... roots) {
        return new HostPolicy(false, false, false, false, List.of(roots));
    }
}
