package io.argosy.registry.blobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// File system steps that are on disk when they return: a file's name lives in its folder, so folders are synced too.
public final class FileSync {
    private FileSync() {}

    public static Path folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder(parent(folder));
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException _) {
                return folder;
            }
            sync(parent);
        }
        return folder;
    }

    /// Gives a synced file its name in one step, replacing what had it.
    public static void move(Path from, Path to) throws IOException {
        Path parent = folder(parent(to));
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(parent);
    }

    public static void syncFile(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    public static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    public static Path parent(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root has no folder");
    }
}
