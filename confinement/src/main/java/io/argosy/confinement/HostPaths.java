package io.argosy.confinement;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which paths of this host tasks may mount: those below the roots, on a way that no link crosses. A task that writes
/// below a root can lay a link there, and who follows it mounts what the task chose.
public final class HostPaths {
    private static final Logger log = LoggerFactory.getLogger(HostPaths.class);
    private static final List<Path> SOCKETS = List.of(
            Path.of("/run/docker.sock"),
            Path.of("/run/containerd/containerd.sock"),
            Path.of("/run/podman/podman.sock"),
            Path.of("/run/crio/crio.sock"));
    private static final Path OLD_RUN = Path.of("/var/run");

    private final Map<Path, Path> roots = new LinkedHashMap<>();
    private final HostPolicy policy;
    private final Path engine;
    private final Path agent;

    /// `engine` is the socket of the engine, `agent` the folder of the agent's own state.
    public HostPaths(HostPolicy policy, Path engine, Path agent) {
        this.policy = policy;
        this.engine = real(engine);
        this.agent = real(agent);
        policy.hostRoots().stream().map(HostPaths::plain).forEach(root -> roots.put(root, real(root)));
        // Below another root a task could lay a link where this one is.
        Set<Path> all = Set.copyOf(roots.values());
        roots.values().removeIf(root -> all.stream().anyMatch(other -> !other.equals(root) && root.startsWith(other)));
    }

    /// Where the operator's own links lead, asked once, before any task of ours runs.
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            return plain(path);
        }
    }

    private static Path plain(Path path) {
        Path plain = path.toAbsolutePath().normalize();
        return plain.startsWith(OLD_RUN) ? Path.of("/run").resolve(OLD_RUN.relativize(plain)) : plain;
    }

    /// The path to mount. What is missing below a root is made, as the engine would.
    public Path ready(String volume, String text) throws HostRefusal {
        Path path = allowed(volume, text);
        walk(volume, path, !isEngineSocket(path));
        return path;
    }

    /// The same path a second time: what was made of it meanwhile is found out, nothing is made.
    public Path unchanged(String volume, String text) throws HostRefusal {
        Path path = allowed(volume, text);
        walk(volume, path, false);
        return path;
    }

    /// The path a text means, if the rules let a task have it; what lies there is not looked at.
    Path allowed(String volume, String text) throws HostRefusal {
        Path asked = plain(PlainText.path("the host path of " + volume, text));
        if (policy.engineSocket() && isEngineSocket(asked)) {
            return asked;
        }
        Path path = inRoot(asked)
                .orElseThrow(() -> new HostRefusal("the host path " + asked + " of " + volume
                        + " is not below a folder that the agent gives to tasks (--host-roots "
                        + roots.keySet().stream().map(Path::toString).collect(Collectors.joining(",")) + ")"));
        if (!policy.engineSocket() && reachesEngine(path)) {
            throw new HostRefusal("the host path " + path + " of " + volume
                    + " reaches an engine's socket, and the agent runs without --allow-docker-socket");
        }
        if (path.startsWith(agent) || !policy.engineSocket() && agent.startsWith(path)) {
            throw new HostRefusal("the host path " + path + " of " + volume + " reaches the agent's own state");
        }
        return path;
    }

    /// The same rules for what lies in this folder, and nowhere else.
    HostPaths below(Path folder) {
        return new HostPaths(HostPolicy.safe(folder), engine, agent);
    }

    boolean within(Path source) {
        return inRoot(plain(source)).isPresent();
    }

    /// Whether it lies in the agent's own state: what is mounted of that, the agent chose itself.
    boolean ofAgent(String source) {
        return Path.of(source).normalize().startsWith(agent);
    }

    private boolean isEngineSocket(Path path) {
        return path.equals(engine) || SOCKETS.contains(path) || path.endsWith("docker.sock");
    }

    private boolean reachesEngine(Path path) {
        return isEngineSocket(path)
                || engine.startsWith(path)
                || path.equals(Path.of("/var"))
                || SOCKETS.stream().anyMatch(socket -> socket.startsWith(path));
    }

    private Optional<Path> inRoot(Path asked) {
        return roots.entrySet().stream()
                .filter(root -> asked.startsWith(root.getKey()) || asked.startsWith(root.getValue()))
                .map(root -> asked.startsWith(root.getKey())
                        ? root.getValue()
                                .resolve(root.getKey().relativize(asked))
                                .normalize()
                        : asked)
                .findFirst();
    }

    private void walk(String volume, Path path, boolean make) throws HostRefusal {
        Path reached = Path.of("/");
        for (Path name : path) {
            reached = reached.resolve(name);
            try {
                step(volume, reached, !reached.equals(path), make);
            } catch (IOException unusable) {
                throw new HostRefusal("the host path " + path + " of " + volume + " cannot be used: " + unusable);
            }
        }
    }

    private static void step(String volume, Path reached, boolean onTheWay, boolean make)
            throws IOException, HostRefusal {
        BasicFileAttributes found;
        try {
            found = attributes(reached);
        } catch (NoSuchFileException missing) {
            if (!make) {
                throw new HostRefusal("the host path " + reached + " of " + volume + " is gone");
            }
            make(reached);
            found = attributes(reached);
        }
        if (found.isSymbolicLink()) {
            throw new HostRefusal("the host path " + reached + " of " + volume
                    + " is a symbolic link; links are not followed, name the place itself");
        }
        if (onTheWay && !found.isDirectory()) {
            throw new HostRefusal("the host path " + reached + " of " + volume + " is not a folder");
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            // As the engine does it, whatever the agent's umask keeps to itself elsewhere.
            Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
            log.info("folder={} made for a task's volume", folder);
        } catch (FileAlreadyExistsException another) {
            log.debug("folder={} was made by another task", folder);
        }
    }
}
