package io.argosy.datadirectory;

import io.argosy.wire.WorldFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// The directory of one server or agent, held so that no second one uses it at the same time, and that
/// nobody else reads it.
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Makes the directory if need be, holds it, and takes others' rights from what is in it; an `IOException` says who
    /// else does.
    public static DataDirectory hold(Path path) throws IOException {
        make(path);
        FileChannel channel = opened(path);
        if (!held(channel)) {
            channel.close();
            throw new IOException("the data directory " + path
                    + " is in use by another process: stop that, or choose another directory");
        }
        try {
            OwnerOnly.tighten(path);
        } catch (IOException failure) {
            channel.close();
            throw unusable(path, failure);
        }
        return new DataDirectory(path, channel);
    }

    /// Makes a directory for its owner only, if it is not there.
    public static void make(Path path) throws IOException {
        try {
            OwnerOnly.folder(path);
        } catch (IOException failure) {
            throw unusable(path, failure);
        }
    }

    /// Refuses a directory that is there and not this user's to read and write, before its emptiness is taken for
    /// what it holds.
    public static void checkOpen(Path path) throws IOException {
        if (Files.exists(path) && !(Files.isReadable(path) && Files.isWritable(path) && Files.isExecutable(path))) {
            throw unusable(path, new AccessDeniedException(path.toString()));
        }
    }

    private static FileChannel opened(Path path) throws IOException {
        try {
            return FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw unusable(path, failure);
        }
    }

    private static IOException unusable(Path path, IOException failure) {
        String owner = failure instanceof AccessDeniedException ? "run this as the owner of that, or " : "";
        return new IOException(
                "cannot use the data directory " + path + ": " + WorldFailure.words(failure) + "; " + owner
                        + "choose another directory (--data-dir or ARGOSY_DATA_DIR)",
                failure);
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Where data goes when nobody says: as root /var/lib/argosy, else below the user's home.
    public static Path usual(Map<String, String> environment) {
        if (environment.containsKey("ARGOSY_DATA_DIR")) {
            return Path.of(environment.getOrDefault("ARGOSY_DATA_DIR", "")).toAbsolutePath();
        }
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/lib/argosy");
        }
        // HOME as shells know it, and the launcher; a user without an entry in /etc/passwd has no other.
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
        return Path.of(environment.getOrDefault("XDG_DATA_HOME", home + "/.local/share"), "argosy");
    }
}
