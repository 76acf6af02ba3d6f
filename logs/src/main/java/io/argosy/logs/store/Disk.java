package io.argosy.logs.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Steps in the file system that are on disk when they return: a file's name lives in its folder.
final class Disk {
    private Disk() {}

    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(Objects.requireNonNull(folder.toAbsolutePath().getParent(), "the root has no folder"));
        }
    }

    /// A new file to append to, or one that goes on.
    static FileChannel appendTo(Path file) throws IOException {
        boolean fresh = !Files.exists(file);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (fresh) {
            sync(Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root has no folder"));
        }
        return channel;
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// What is in a folder; nothing if it is not there.
    static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    static void remove(Path folder) throws IOException {
        for (Path file : entries(folder)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
