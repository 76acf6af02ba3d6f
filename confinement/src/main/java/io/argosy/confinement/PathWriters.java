package io.argosy.confinement;

import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.HostMount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Tells whether a path can be swapped under the engine's hands: the engine resolves a host path when the container
/// starts, a moment after the agent looked, and a running container that writes to a folder above it could lay a link
/// in that moment.
final class PathWriters {
    private PathWriters() {}

    private static Path real(Path source) {
        try {
            return source.toRealPath();
        } catch (IOException gone) {
            return source;
        }
    }

    /// The listing may be a moment older than a container's end; the container itself is asked before it counts.
    static void refuse(Docker docker, String volume, Path path, List<HostMount> mounts, String ownId)
            throws HostRefusal, DockerException {
        for (HostMount mount : mounts) {
            Path folder = real(Path.of(mount.source()));
            boolean above = path.startsWith(folder) && !path.equals(folder);
            if (mount.writable() && above && !mount.container().equals(ownId) && runs(docker, mount.container())) {
                throw new HostRefusal("the host path " + path + " of " + volume + " lies inside " + folder
                        + ", which the running container " + mount.containerName()
                        + " may write to and could swap; mount " + folder + " itself, or read-only there");
            }
        }
    }

    private static boolean runs(Docker docker, String container) throws DockerException {
        try {
            return docker.inspect(container).life().running();
        } catch (DockerException failure) {
            if (failure.reason() == DockerException.Reason.NOT_FOUND) {
                return false;
            }
            throw failure;
        }
    }
}
