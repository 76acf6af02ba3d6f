package io.argosy.firelens;

import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder of this host for each task with a log router: its configuration, and the folder in which the router makes
/// its socket. They lie within the agent's own state, which no task can mount.
final class RouterFiles {
    private static final Logger log = LoggerFactory.getLogger(RouterFiles.class);
    /// What the kernel has room for.
    private static final int LONGEST_SOCKET = 107;

    private final Path folder;

    RouterFiles(Path folder) {
        this.folder = folder;
    }

    private Path of(AcsTask task) {
        Path own = folder.resolve(task.id()).normalize();
        if (!folder.equals(own.getParent())) {
            throw new IllegalArgumentException("'" + task.id() + "' is no task's id");
        }
        return own;
    }

    Path configuration(AcsTask task) {
        return of(task).resolve("configuration");
    }

    Path socketFolder(AcsTask task) {
        return of(task).resolve("run");
    }

    Path socket(AcsTask task) {
        return socketFolder(task).resolve("fluent.sock");
    }

    /// Any user of the router may read the one and make a socket in the other; on this host nobody gets there.
    void write(AcsTask task, String text) throws IOException {
        if (socket(task).toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
            throw new IOException("the path of the socket " + socket(task) + " is longer than " + LONGEST_SOCKET
                    + " bytes: the agent's data directory lies too deep");
        }
        Files.createDirectories(socketFolder(task));
        Files.setPosixFilePermissions(of(task), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(socketFolder(task), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(configuration(task), text);
        Files.setPosixFilePermissions(configuration(task), PosixFilePermissions.fromString("rw-r--r--"));
    }

    /// The engine would follow a link from here to a socket of the host.
    boolean linked(AcsTask task) {
        return Stream.of(socket(task), socketFolder(task)).anyMatch(Files::isSymbolicLink);
    }

    void remove(AcsTask task) {
        Path own = of(task);
        if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(own)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException left) {
            log.warn("task={} its log router's folder {} is left: {}", task.arn(), own, left.toString());
        }
    }
}
