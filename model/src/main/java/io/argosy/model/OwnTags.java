package io.argosy.model;

import io.argosy.shapes.ecs.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tags by which stock clients ask for what ECS has no member for. A task has those of its service and its definition
/// whether or not tags are propagated: its own win, then those of its service.
public final class OwnTags {
    /// After how long in RUNNING a task is stopped.
    public static final String MAX_RUN_TIME = "argosy:max-run-time";
    /// How often a stand-alone task that fails is run again.
    public static final String RETRIES = "argosy:retries";
    /// Given to a task that is run again: the id of the one that failed.
    public static final String RETRY_OF = "argosy:retry-of";

    private static final Set<String> OF_TASKS = Set.of(MAX_RUN_TIME, RETRIES);
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,6})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST_RETRIES = 10;

    private OwnTags() {}

    /// Those of them that mean something for tasks.
    public static List<Tag> ofTasks(List<Tag> tags) {
        return tags.stream()
                .filter(tag -> OF_TASKS.contains(tag.key().orElse("")))
                .toList();
    }

    /// What is wrong with the value of a tag that means something here.
    public static Optional<String> refusal(Tag tag) {
        String value = tag.value().orElse("");
        return switch (tag.key().orElse("")) {
            case MAX_RUN_TIME ->
                duration(value).isEmpty()
                        ? Optional.of("The value of tag '" + MAX_RUN_TIME + "' is invalid: it is a number and s, m, h"
                                + " or d, like 30m, and at most 365d.")
                        : Optional.empty();
            case RETRIES ->
                count(value).isEmpty()
                        ? Optional.of("The value of tag '" + RETRIES + "' is invalid: it is a number from 0 to "
                                + MOST_RETRIES + ".")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    public static Optional<Duration> maxRunTime(List<Tag> tags) {
        return value(tags, MAX_RUN_TIME).flatMap(OwnTags::duration);
    }

    public static int retries(List<Tag> tags) {
        return value(tags, RETRIES).flatMap(OwnTags::count).orElse(0);
    }

    public static Optional<String> value(List<Tag> tags, String key) {
        return tags.stream()
                .filter(tag -> tag.key().filter(key::equals).isPresent())
                .map(tag -> tag.value().orElse(""))
                .findFirst();
    }

    private static Optional<Duration> duration(String value) {
        Matcher matcher = TIME.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration time = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        return Optional.of(time).filter(some -> some.compareTo(LONGEST) <= 0);
    }

    private static Optional<Integer> count(String value) {
        return value.matches("[0-9]{1,2}")
                ? Optional.of(Integer.valueOf(value)).filter(some -> some <= MOST_RETRIES)
                : Optional.empty();
    }
}
