package io.argosy.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a policy comes to for the images of a repository at one moment (ecr-semantics 7.3, 7.4): which images its rules
/// mark, the oldest first, and which follow what they are about. An image that fits a rule's selection is out of
/// reach of the rules below it, whether that rule takes it or not, and still counts there.
public record LifecyclePlan(List<Marked> marked, List<Following> following) {
    public LifecyclePlan {
        marked = List.copyOf(marked);
        following = List.copyOf(following);
    }

    /// An image that is to go, or to be archived, and the rule that says so.
    public record Marked(AgedImage image, LifecycleRule by) {}

    /// `used` are the digests that no rule touches. What is about another image has no age of its own: it goes when
    /// that is gone.
    public static LifecyclePlan of(
            Collection<LifecycleRule> rules, Collection<AgedImage> images, Set<String> used, Instant now) {
        Set<String> listed =
                images.stream().flatMap(image -> image.listed().stream()).collect(Collectors.toUnmodifiableSet());
        List<AgedImage> own =
                images.stream().filter(image -> image.subject().isEmpty()).toList();
        List<Marked> marked = marks(rules, own, now).stream()
                .filter(mark -> !listed.contains(mark.image().digest())
                        && !used.contains(mark.image().digest()))
                .sorted(Comparator.comparing(Marked::image, LifecycleRule.NEWEST_FIRST.reversed()))
                .toList();
        return new LifecyclePlan(marked, following(images, marked, used));
    }

    private static List<Marked> marks(Collection<LifecycleRule> rules, List<AgedImage> own, Instant now) {
        Set<String> shielded = new HashSet<>();
        List<Marked> marks = new ArrayList<>();
        for (LifecycleRule rule : rules.stream()
                .sorted(Comparator.comparing(LifecycleRule::priority))
                .toList()) {
            List<AgedImage> pool = rule.pool(own);
            for (AgedImage hit : rule.hits(pool, now)) {
                if (!shielded.contains(hit.digest())) {
                    marks.add(new Marked(hit, rule));
                }
            }
            pool.forEach(image -> shielded.add(image.digest()));
        }
        return marks;
    }

    /// What an image about another does because that has gone, or is archived.
    public record Following(AgedImage image, LifecycleRule.Action action) {}

    private static List<Following> following(Collection<AgedImage> images, List<Marked> marked, Set<String> used) {
        Map<String, List<AgedImage>> about = new HashMap<>();
        images.stream()
                .filter(image -> !image.subject().isEmpty() && !used.contains(image.digest()))
                .forEach(image -> about.computeIfAbsent(image.subject(), _ -> new ArrayList<>())
                        .add(image));
        Set<AgedImage> gone = chained(about, subjects(marked, LifecycleRule.Action.EXPIRE));
        about.values().stream()
                .flatMap(List::stream)
                .filter(image -> image.times().orphaned())
                .forEach(image -> {
                    gone.add(image);
                    gone.addAll(chained(about, Set.of(image.digest())));
                });
        Set<String> resting = new HashSet<>(subjects(marked, LifecycleRule.Action.ARCHIVE));
        images.stream().filter(image -> image.times().archived()).forEach(image -> resting.add(image.digest()));
        return Stream.concat(
                        gone.stream().map(image -> new Following(image, LifecycleRule.Action.EXPIRE)),
                        chained(about, resting).stream()
                                .filter(image -> !image.times().archived() && !gone.contains(image))
                                .map(image -> new Following(image, LifecycleRule.Action.ARCHIVE)))
                .sorted(Comparator.comparing(follower -> follower.image().digest()))
                .toList();
    }

    private static Set<String> subjects(List<Marked> marked, LifecycleRule.Action action) {
        return marked.stream()
                .filter(mark -> mark.by().action() == action)
                .map(mark -> mark.image().digest())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What is about these, and what is about that, link by link.
    private static Set<AgedImage> chained(Map<String, List<AgedImage>> about, Set<String> subjects) {
        Set<AgedImage> found = new LinkedHashSet<>();
        List<String> next = new ArrayList<>(subjects);
        while (!next.isEmpty()) {
            for (AgedImage image : about.getOrDefault(next.removeLast(), List.of())) {
                if (found.add(image)) {
                    next.add(image.digest());
                }
            }
        }
        return found;
    }
}
