package io.argosy.registry.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The content of all repositories: stored once, readable only where it is linked. What links blobs or relies on links
/// (`keeping`) keeps out what takes links away (`removing`), so neither ever acts on what the other is changing.
public final class Blobs {
    private static final String FILES = "blobs";

    private final BlobFiles files;
    private final BlobLinks links;
    private final Uploads uploads;
    private final DiskReserve reserve;
    private final Predicate<RepositoryKey> exists;
    private final Duration renewal;
    private final ReadWriteLock linking = new ReentrantReadWriteLock(true);

    /// Something that reads or writes files.
    public interface Step<R> {
        R run() throws IOException;
    }

    /// Where blobs are, how large one may be, how much of the disk stays free, and how long what nobody wants stays.
    public record Room(Path folder, long blobBytes, DiskReserve.Kept reserve, Duration keep) {}

    /// What finishing an upload comes to.
    public enum Finish {
        STORED,
        OTHER_DIGEST,
        NO_REPOSITORY
    }

    /// `exists` tells whether there is such a repository: none gets a link after it is gone.
    public Blobs(Room room, Predicate<RepositoryKey> exists, Supplier<String> ids, InstantSource clock)
            throws IOException {
        files = new BlobFiles(room.folder().resolve(FILES), clock);
        links = new BlobLinks(room.folder().resolve("links"), clock);
        reserve = new DiskReserve(room.folder(), room.reserve());
        uploads = new Uploads(room.folder().resolve("uploads"), new Intake(room.blobBytes(), reserve), ids, clock);
        // Not by `dividedBy`, whose decimals take a start's time.
        renewal = Duration.ofMillis(room.keep().toMillis() / 24);
        this.exists = exists;
    }

    /// Whether a registry's folder has the content, while nobody serves it.
    public static boolean has(Path folder, Digest digest) {
        return Files.exists(BlobFiles.path(folder.resolve(FILES), digest));
    }

    public Uploads uploads() {
        return uploads;
    }

    public <R> R keeping(Step<R> step) throws IOException {
        return holding(linking.readLock(), step);
    }

    public <R> R removing(Step<R> step) throws IOException {
        return holding(linking.writeLock(), step);
    }

    private static <R> R holding(Lock lock, Step<R> step) throws IOException {
        lock.lock();
        try {
            return step.run();
        } finally {
            lock.unlock();
        }
    }

    /// The file of a blob that the repository may read.
    public Optional<Path> find(RepositoryKey repository, Digest digest) {
        return links.has(repository, digest) && files.has(digest) ? Optional.of(files.path(digest)) : Optional.empty();
    }

    /// As `find`, for a client that will rely on the answer: the blob is safe from the sweep for a while. A link that
    /// was wanted lately is not touched again, so most reads write nothing and wait for nobody.
    public Optional<Path> want(RepositoryKey repository, Digest digest) throws IOException {
        Optional<Path> found = find(repository, digest);
        if (found.isEmpty() || links.wantedWithin(repository, digest, renewal)) {
            return found;
        }
        return keeping(() -> {
            Optional<Path> still = find(repository, digest);
            if (still.isPresent()) {
                links.wanted(repository, digest);
            }
            return still;
        });
    }

    /// Lets `to` read what `from` may read; whether `from` may.
    public boolean mount(RepositoryKey from, RepositoryKey to, Digest digest) throws IOException {
        return keeping(() -> {
            boolean readable = find(from, digest).isPresent() && exists.test(to);
            if (readable) {
                files.wanted(digest);
                FileSync.sync(links.put(to, digest));
            }
            return readable;
        });
    }

    /// Makes an upload a blob of the repository if its content is what was announced.
    public Finish finish(RepositoryKey repository, Upload upload, Digest announced) throws IOException {
        if (!upload.settled(announced.algorithm()).equals(announced)) {
            return Finish.OTHER_DIGEST;
        }
        return keeping(() -> link(repository, upload.file(), announced));
    }

    /// Both folders change before either is synced: a file system with a journal then commits once. A crash in between
    /// leaves a link without a blob or a blob without a link, and neither is readable.
    private Finish link(RepositoryKey repository, Path file, Digest digest) throws IOException {
        if (!exists.test(repository)) {
            return Finish.NO_REPOSITORY;
        }
        Path blobFolder = files.adopt(file, digest);
        Path linkFolder = links.put(repository, digest);
        FileSync.sync(blobFolder);
        FileSync.sync(linkFolder);
        return Finish.STORED;
    }

    /// Stores small content at once and links it; whether there is still such a repository.
    public boolean put(RepositoryKey repository, byte[] content, Digest digest) throws IOException, DiskFull {
        reserve.room(content.length);
        try (Uploads.Lease lease = uploads.start(repository, digest.algorithm())) {
            Path file = lease.upload().file();
            try {
                Files.write(file, content);
                FileSync.syncFile(file);
                return keeping(() -> link(repository, file, digest)) == Finish.STORED;
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Takes a blob away from a repository; only while `removing`.
    public void unlink(RepositoryKey repository, Digest digest) throws IOException {
        links.remove(repository, digest);
    }

    /// Takes every blob away from a repository that is gone; only while `removing`.
    public void unlinkAll(RepositoryKey repository) throws IOException {
        links.removeAll(repository);
    }

    BlobFiles files() {
        return files;
    }

    BlobLinks links() {
        return links;
    }
}
