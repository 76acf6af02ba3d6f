package io.argosy.registry.blobs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/// Removes what nobody needs any more and nobody has wanted for a while: uploads left alone, links no image needs,
/// blobs without a link. Each is looked at again before it goes, while nobody can link anything.
public final class Sweep {
    private final Blobs blobs;
    private final Needs needs;
    private final Duration grace;
    private final InstantSource clock;

    /// Says what a repository's images need at this moment.
    public interface Needs {
        Set<Digest> of(RepositoryKey repository);
    }

    /// What a sweep took away.
    public record Swept(int uploads, int links, int blobs, long bytes) {}

    public Sweep(Blobs blobs, Needs needs, Duration grace, InstantSource clock) {
        this.blobs = blobs;
        this.needs = needs;
        this.grace = grace;
        this.clock = clock;
    }

    public Swept run() throws IOException {
        Instant limit = clock.instant().minus(grace);
        int uploads = blobs.uploads().sweep(limit);
        Set<Digest> linked = new HashSet<>();
        int links = 0;
        for (RepositoryKey repository : blobs.links().repositories()) {
            links += unlink(repository, limit, linked);
        }
        int removed = 0;
        long bytes = 0;
        for (Digest digest : blobs.files().all()) {
            if (!linked.contains(digest)) {
                long size = blobs.removing(() -> deleted(digest, limit));
                removed += size < 0 ? 0 : 1;
                bytes += Math.max(size, 0);
            }
        }
        return new Swept(uploads, links, removed, bytes);
    }

    /// Takes what the repository does not need away from it; `linked` gets what it keeps.
    private int unlink(RepositoryKey repository, Instant limit, Set<Digest> linked) throws IOException {
        Set<Digest> needed = needs.of(repository);
        int count = 0;
        for (Digest digest : blobs.links().of(repository)) {
            if (!needed.contains(digest) && blobs.removing(() -> unlinked(repository, digest, limit))) {
                count++;
            } else {
                linked.add(digest);
            }
        }
        return count;
    }

    private boolean unlinked(RepositoryKey repository, Digest digest, Instant limit) throws IOException {
        BlobLinks links = blobs.links();
        if (!links.has(repository, digest)
                || links.wantedSince(repository, digest, limit)
                || needs.of(repository).contains(digest)) {
            return false;
        }
        links.remove(repository, digest);
        return true;
    }

    /// A blob that was linked after this sweep looked at the links was wanted then, so it is too young to go.
    private long deleted(Digest digest, Instant limit) throws IOException {
        BlobFiles files = blobs.files();
        return files.wantedSince(digest, limit) ? -1 : files.delete(digest);
    }
}
