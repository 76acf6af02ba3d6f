package io.argosy.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// A rule of a lifecycle policy: which images it is about, which of those it hits, and what it does to them.
public record LifecycleRule(int priority, Selected selected, boolean archive, Hit hit, Action action) {
    /// The newest first; of equal age by digest.
    static final Comparator<AgedImage> NEWEST_FIRST = Comparator.comparing(
                    (AgedImage image) -> image.times().newSince())
            .reversed()
            .thenComparing(AgedImage::digest);

    /// Which images by their tags (ecr-semantics 7.2).
    public sealed interface Selected {
        record Untagged() implements Selected {}

        record Any() implements Selected {}

        /// Each of these fits some tag of the image.
        record Tagged(List<Wildcard> each) implements Selected {
            public Tagged {
                each = List.copyOf(each);
            }
        }
    }

    /// What of the images it is about a rule hits.
    public sealed interface Hit {
        /// All but so many of the newest.
        record MoreThan(int kept) implements Hit {}

        /// Those whose time is longer ago.
        record Since(Age age, Duration longest) implements Hit {}
    }

    /// The time an age is counted from.
    public enum Age {
        PUSHED,
        PULLED,
        TRANSITIONED
    }

    public enum Action {
        EXPIRE,
        ARCHIVE
    }

    /// The images of a repository that it is about, hit or not.
    List<AgedImage> pool(Collection<AgedImage> images) {
        return images.stream()
                .filter(image -> image.times().archived() == archive && selects(image))
                .toList();
    }

    private boolean selects(AgedImage image) {
        return switch (selected) {
            case Selected.Untagged() -> image.imageTags().isEmpty();
            case Selected.Any() -> true;
            case Selected.Tagged(var each) ->
                each.stream().allMatch(wildcard -> image.imageTags().stream().anyMatch(wildcard::matches));
        };
    }

    /// Those of its pool that it hits, the oldest first.
    List<AgedImage> hits(List<AgedImage> pool, Instant now) {
        List<AgedImage> oldestFirst =
                pool.stream().sorted(NEWEST_FIRST.reversed()).toList();
        return switch (hit) {
            case Hit.MoreThan(int kept) -> oldestFirst.subList(0, Math.max(0, oldestFirst.size() - kept));
            case Hit.Since(Age age, Duration longest) ->
                oldestFirst.stream()
                        .filter(image -> time(age, image.times()).plus(longest).isBefore(now))
                        .toList();
        };
    }

    private static Instant time(Age age, ImageTimes times) {
        return switch (age) {
            case PUSHED -> times.newSince();
            case PULLED -> times.usedAt();
            case TRANSITIONED -> times.archivedAt();
        };
    }
}
