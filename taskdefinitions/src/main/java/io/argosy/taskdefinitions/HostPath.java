package io.argosy.taskdefinitions;

import java.nio.file.Path;
import java.util.List;

/// A path of the container instance that a task wants to reach, without its detours (`..`, `//`). Links on the
/// instance are not known here: whoever may write below an allowed root could lay one, so agents look again.
record HostPath(Path path) {
    private static final List<Path> SOCKETS = List.of(
            Path.of("/run/docker.sock"),
            Path.of("/run/containerd/containerd.sock"),
            Path.of("/run/podman/podman.sock"),
            Path.of("/run/crio/crio.sock"));

    static HostPath of(String text) {
        Path plain = Path.of(text).normalize();
        Path oldRun = Path.of("/var/run");
        return new HostPath(plain.startsWith(oldRun) ? Path.of("/run").resolve(oldRun.relativize(plain)) : plain);
    }

    /// Whether somebody on the way would read it otherwise: engines split at colons, terminals obey control characters.
    static boolean misread(String text) {
        return text.chars().anyMatch(letter -> letter == ':' || Character.isISOControl(letter));
    }

    boolean absolute() {
        return path.isAbsolute();
    }

    /// Whether it is an engine's socket or a directory that holds one, at the usual places or by its name.
    boolean reachesEngine() {
        return isEngineSocket()
                || path.equals(Path.of("/var"))
                || SOCKETS.stream().anyMatch(socket -> socket.startsWith(path));
    }

    boolean isEngineSocket() {
        return SOCKETS.contains(path) || path.endsWith("docker.sock");
    }

    boolean below(List<String> roots) {
        return roots.stream().anyMatch(root -> path.startsWith(of(root).path()));
    }
}
