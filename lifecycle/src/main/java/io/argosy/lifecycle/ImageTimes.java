package io.argosy.lifecycle;

import java.time.Instant;
import java.util.stream.Stream;

/// When what happened to an image; the epoch for what never did. `orphanedAt` is when the image that it is about went.
public record ImageTimes(
        Instant pushedAt, Instant lastPulledAt, Instant archivedAt, Instant activatedAt, Instant orphanedAt) {

    /// Of an image that has just come.
    public static ImageTimes pushed(Instant at) {
        return new ImageTimes(at, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    }

    public boolean orphaned() {
        return orphanedAt.isAfter(Instant.EPOCH);
    }

    public boolean archived() {
        return archivedAt.isAfter(activatedAt);
    }

    /// From when it counts as new: its push, or its last return from the archive (ecr-semantics 5.7).
    public Instant newSince() {
        return latest(pushedAt, activatedAt);
    }

    /// When it was last of use: pulled, pushed or brought back (ecr-semantics 7.1).
    public Instant usedAt() {
        return latest(lastPulledAt, pushedAt, activatedAt);
    }

    private static Instant latest(Instant... times) {
        return Stream.of(times).max(Instant::compareTo).orElseThrow();
    }

    public ImageTimes pulled(Instant at) {
        return new ImageTimes(pushedAt, at, archivedAt, activatedAt, orphanedAt);
    }

    /// Later than it was ever brought back, however the clock stands.
    public ImageTimes archived(Instant at) {
        return new ImageTimes(pushedAt, lastPulledAt, latest(at, activatedAt.plusMillis(1)), activatedAt, orphanedAt);
    }

    public ImageTimes activated(Instant at) {
        return new ImageTimes(pushedAt, lastPulledAt, archivedAt, latest(at, archivedAt), orphanedAt);
    }

    public ImageTimes orphaned(Instant at) {
        return new ImageTimes(pushedAt, lastPulledAt, archivedAt, activatedAt, at);
    }
}
