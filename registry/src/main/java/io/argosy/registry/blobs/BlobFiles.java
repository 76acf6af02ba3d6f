package io.argosy.registry.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Blobs as files named by their content, each written once: `sha256/ab/abcdef…`. A file's time is when somebody last
/// wanted it.
final class BlobFiles {
    private static final int DEPTH = 3;

    private final Path root;
    private final InstantSource clock;

    BlobFiles(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    Path path(Digest digest) {
        return path(root, digest);
    }

    static Path path(Path root, Digest digest) {
        return root.resolve(digest.algorithm().prefix())
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
    }

    boolean has(Digest digest) {
        return Files.exists(path(digest));
    }

    /// Takes over a finished, synced file whose content is known to have this digest; a copy of what is there is
    /// dropped. The folder that must be synced for it to be durable.
    Path adopt(Path finished, Digest digest) throws IOException {
        Path place = path(digest);
        Path folder = FileSync.folder(FileSync.parent(place));
        if (has(digest)) {
            Files.delete(finished);
            wanted(digest);
        } else {
            Files.setLastModifiedTime(finished, now());
            Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    void wanted(Digest digest) throws IOException {
        Files.setLastModifiedTime(path(digest), now());
    }

    boolean wantedSince(Digest digest, Instant limit) throws IOException {
        return !Files.getLastModifiedTime(path(digest)).toInstant().isBefore(limit);
    }

    List<Digest> all() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(root, DEPTH, (_, attributes) -> attributes.isRegularFile())) {
            return files.flatMap(file -> Digest.named(file.getFileName().toString()).stream())
                    .toList();
        }
    }

    long delete(Digest digest) throws IOException {
        long size = Files.size(path(digest));
        Files.delete(path(digest));
        return size;
    }

    private FileTime now() {
        return FileTime.from(clock.instant());
    }
}
