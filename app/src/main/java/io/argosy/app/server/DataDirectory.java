package io.argosy.app.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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
        OwnerOnly.folder(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!held(channel)) {
            channel.close();
            throw new IOException(path + " is in use by another process");
        }
        try {
            OwnerOnly.tighten(path);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        return new DataDirectory(path, channel);
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
        String home = System.getProperty("user.home", "/");
        return Path.of(environment.getOrDefault("XDG_DATA_HOME", home + "/.local/share"), "argosy");
    }
}
