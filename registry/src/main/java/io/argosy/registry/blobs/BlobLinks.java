package io.argosy.registry.blobs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Which repository may read which blob: an empty file each, durable once made. Its time is when the repository last
/// wanted the blob.
final class BlobLinks {
    private static final int REPOSITORY_DEPTH = 3;

    private final Path root;
    private final InstantSource clock;

    BlobLinks(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    boolean has(RepositoryKey repository, Digest digest) {
        return Files.exists(path(repository, digest));
    }

    /// Makes a link; the folder that must be synced for it to be durable.
    Path put(RepositoryKey repository, Digest digest) throws IOException {
        Path folder = FileSync.folder(repository.below(root));
        try {
            Files.createFile(path(repository, digest));
        } catch (FileAlreadyExistsException _) {
            // A link of somebody who may not have synced it yet.
        }
        wanted(repository, digest);
        return folder;
    }

    void wanted(RepositoryKey repository, Digest digest) throws IOException {
        Files.setLastModifiedTime(path(repository, digest), FileTime.from(clock.instant()));
    }

    boolean wantedSince(RepositoryKey repository, Digest digest, Instant limit) throws IOException {
        return !Files.getLastModifiedTime(path(repository, digest)).toInstant().isBefore(limit);
    }

    boolean wantedWithin(RepositoryKey repository, Digest digest, Duration time) throws IOException {
        try {
            return wantedSince(repository, digest, clock.instant().minus(time));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    void remove(RepositoryKey repository, Digest digest) throws IOException {
        Files.deleteIfExists(path(repository, digest));
    }

    void removeAll(RepositoryKey repository) throws IOException {
        for (Digest digest : of(repository)) {
            remove(repository, digest);
        }
        Files.deleteIfExists(repository.below(root));
    }

    List<Digest> of(RepositoryKey repository) throws IOException {
        try (Stream<Path> files = Files.list(repository.below(root))) {
            return files.flatMap(file -> Digest.named(file.getFileName().toString()).stream())
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /// Every repository with a link, whether it still exists or not.
    List<RepositoryKey> repositories() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.find(
                root,
                REPOSITORY_DEPTH,
                (path, attributes) ->
                        attributes.isDirectory() && root.relativize(path).getNameCount() == REPOSITORY_DEPTH)) {
            return folders.map(folder -> RepositoryKey.at(root, folder)).toList();
        }
    }

    private Path path(RepositoryKey repository, Digest digest) {
        return repository.below(root).resolve(digest.hex());
    }
}
