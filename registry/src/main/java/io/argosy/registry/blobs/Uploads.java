package io.argosy.registry.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The blobs on their way in, one file each below their repository: the file is all there is to an upload, so it
/// outlives a restart. Each is lent to one request at a time.
public final class Uploads {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final int FILE_DEPTH = 4;

    private final Path root;
    private final Intake intake;
    private final Supplier<String> ids;
    private final InstantSource clock;
    /// Those this process has begun or met, kept for their hashes, by their files.
    private final Map<Path, Upload> known = new ConcurrentHashMap<>();
    private final Map<Path, Lease> lent = new ConcurrentHashMap<>();

    Uploads(Path root, Intake intake, Supplier<String> ids, InstantSource clock) {
        this.root = root;
        this.intake = intake;
        this.ids = ids;
        this.clock = clock;
    }

    /// An upload in the hands of one request, to be closed when it is done with it.
    public final class Lease implements AutoCloseable {
        private final Upload upload;

        private Lease(Upload upload) {
            this.upload = upload;
        }

        public Upload upload() {
            return upload;
        }

        @Override
        public void close() throws IOException {
            try {
                Files.setLastModifiedTime(upload.file(), FileTime.from(clock.instant()));
            } catch (NoSuchFileException _) {
                known.remove(upload.file());
            } finally {
                lent.remove(upload.file(), this);
            }
        }
    }

    /// What asking for an upload comes to.
    public sealed interface Found {
        record Here(Lease lease) implements Found {}

        record InUse() implements Found {}

        record Unknown() implements Found {}
    }

    /// Begins an upload whose content will be named by this algorithm, as far as its sender has said.
    public Lease start(RepositoryKey repository, Algorithm algorithm) throws IOException {
        String id = ids.get();
        Path file = FileSync.folder(repository.below(root)).resolve(id);
        Files.createFile(file);
        var upload = new Upload(id, file, algorithm, intake);
        known.put(file, upload);
        var lease = new Lease(upload);
        lent.put(file, lease);
        return lease;
    }

    public Found find(RepositoryKey repository, String id) {
        if (!ID.matcher(id).matches()) {
            return new Found.Unknown();
        }
        Path file = repository.below(root).resolve(id);
        if (!Files.exists(file)) {
            return new Found.Unknown();
        }
        var lease = new Lease(known.computeIfAbsent(file, _ -> new Upload(id, file, Algorithm.SHA256, intake)));
        return lent.putIfAbsent(file, lease) == null ? new Found.Here(lease) : new Found.InUse();
    }

    /// How far an upload has come, even while a request feeds it.
    public Optional<Long> offset(RepositoryKey repository, String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.size(repository.below(root).resolve(id)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    public void discard(Lease lease) throws IOException {
        Files.deleteIfExists(lease.upload().file());
    }

    /// Removes what nobody has touched since `limit`; how many.
    int sweep(Instant limit) throws IOException {
        int removed = 0;
        for (Path file : files()) {
            if (!lent.containsKey(file)
                    && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                Files.deleteIfExists(file);
                known.remove(file);
                removed++;
            }
        }
        return removed;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(root, FILE_DEPTH, (_, attributes) -> attributes.isRegularFile())) {
            return files.toList();
        }
    }
}
