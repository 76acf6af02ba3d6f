package io.argosy.registry.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// The content of all repositories: stored once, readable only where it is linked. What links blobs or relies on links
/// (`keeping`) keeps out what takes links away (`removing`), so neither ever acts on what the other is changing.
public final class Blobs {
    private final BlobFiles files;
    private final BlobLinks links;
    private final Uploads uploads;
    private final ReadWriteLock linking = new ReentrantReadWriteLock(true);

    /// Something that reads or writes files.
    public interface Step<R> {
        R run() throws IOException;
    }

    public Blobs(Path folder, long blobBytes, Supplier<String> ids, InstantSource clock) {
        files = new BlobFiles(folder.resolve("blobs"), clock);
        links = new BlobLinks(folder.resolve("links"), clock);
        uploads = new Uploads(folder.resolve("uploads"), blobBytes, ids, clock);
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

    /// As `find`, for a client that will rely on the answer: the blob is safe from the sweep for a while.
    public Optional<Path> want(RepositoryKey repository, Digest digest) throws IOException {
        return keeping(() -> {
            Optional<Path> found = find(repository, digest);
            if (found.isPresent()) {
                links.wanted(repository, digest);
            }
            return found;
        });
    }

    /// Lets `to` read what `from` may read; whether `from` may.
    public boolean mount(RepositoryKey from, RepositoryKey to, Digest digest) throws IOException {
        return keeping(() -> {
            boolean readable = find(from, digest).isPresent();
            if (readable) {
                files.wanted(digest);
                links.put(to, digest);
            }
            return readable;
        });
    }

    /// Makes an upload a blob of the repository if its content is what was announced.
    public boolean finish(RepositoryKey repository, Upload upload, Digest announced) throws IOException {
        if (!upload.digest().equals(announced)) {
            return false;
        }
        Durably.syncFile(upload.file());
        return keeping(() -> {
            files.adopt(upload.file(), announced);
            links.put(repository, announced);
            return true;
        });
    }

    /// Stores small content at once and links it.
    public Digest put(RepositoryKey repository, byte[] content) throws IOException {
        Digest digest = Digest.of(content);
        try (Uploads.Lease lease = uploads.start(repository)) {
            Path file = Files.write(lease.upload().file(), content);
            Durably.syncFile(file);
            return keeping(() -> {
                files.adopt(file, digest);
                links.put(repository, digest);
                return digest;
            });
        }
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
