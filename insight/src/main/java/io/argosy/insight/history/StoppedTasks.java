package io.argosy.insight.history;

import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.state.Changes;
import io.argosy.state.ClusterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stopped tasks of a cluster, the last first, page by page: those in its state, then those in its history.
final class StoppedTasks {
    /// How many changes are looked at at once, and how often for one page.
    private static final int WINDOW = 20_000;

    private static final int WINDOWS = 5;

    private static final Comparator<Task> LAST_FIRST = Comparator.comparing(StoppedTasks::stopped)
            .reversed()
            .thenComparing(task -> task.id().value());

    /// Where a page begins.
    sealed interface Place {
        Place FIRST = new Remembered(Instant.parse("9999-01-01T00:00:00Z"), "");
        Pattern WRITTEN = Pattern.compile("([rh])/(-?[0-9]{1,19})/([0-9a-f]*)");

        /// Behind this task of the state.
        record Remembered(Instant stopped, String id) implements Place {
            @Override
            public String toString() {
                return "r/" + stopped.toEpochMilli() + "/" + id;
            }
        }

        /// So many ends further, before the change of this number.
        record Past(long before, int skipped) implements Place {
            @Override
            public String toString() {
                return "h/" + before + "/" + skipped;
            }
        }

        static Optional<Place> parse(String text) {
            Matcher matcher = WRITTEN.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            try {
                long number = Long.parseLong(matcher.group(2));
                return Optional.of(
                        matcher.group(1).equals("r")
                                ? new Remembered(Instant.ofEpochMilli(number), matcher.group(3))
                                : new Past(number, Integer.parseInt(matcher.group(3))));
            } catch (NumberFormatException madeUp) {
                return Optional.empty();
            }
        }
    }

    record Page(List<Task> tasks, Optional<Place> next) {}

    private final ClusterStore store;
    private final Predicate<Task> wanted;
    private final Instant since;

    StoppedTasks(ClusterStore store, Predicate<Task> wanted, Optional<Instant> since) {
        this.store = store;
        this.since = since.orElse(Instant.EPOCH);
        this.wanted = wanted.and(task -> !stopped(task).isBefore(this.since));
    }

    /// To the millisecond, as places know it.
    private static Instant stopped(Task task) {
        return task.timeline().at(TaskTimestamp.STOPPED).orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS);
    }

    Page page(Place from, int limit) {
        return switch (from) {
            case Place.Remembered place -> remembered(place, limit);
            case Place.Past place -> past(place, new ArrayList<>(), limit);
        };
    }

    private Page remembered(Place.Remembered place, int limit) {
        List<Task> tasks = store.read()
                .stoppedUpTo(place.stopped())
                .filter(task -> behind(task, place))
                .filter(wanted)
                .sorted(LAST_FIRST)
                .limit(limit + 1L)
                .toList();
        if (tasks.size() <= limit) {
            return past(new Place.Past(Long.MAX_VALUE, 0), new ArrayList<>(tasks), limit);
        }
        Task last = tasks.get(limit - 1);
        return new Page(
                tasks.subList(0, limit),
                Optional.of(new Place.Remembered(stopped(last), last.id().value())));
    }

    private static boolean behind(Task task, Place.Remembered place) {
        int time = stopped(task).compareTo(place.stopped());
        return time < 0 || time == 0 && task.id().value().compareTo(place.id()) > 0;
    }

    private Page past(Place.Past place, List<Task> found, int limit) {
        long before = place.before();
        int skipped = place.skipped();
        for (int looks = 0; looks < WINDOWS; looks++) {
            Changes.Past<Task> past = past(before);
            for (Task task : past.entities()
                    .subList(
                            Math.min(skipped, past.entities().size()),
                            past.entities().size())) {
                if (found.size() == limit) {
                    return new Page(found, Optional.of(new Place.Past(before, skipped)));
                }
                skipped++;
                if (wanted.test(task)) {
                    found.add(task);
                }
            }
            if (past.next() == 0 || past.since().isBefore(since)) {
                return new Page(found, Optional.empty());
            }
            before = past.next();
            skipped = 0;
        }
        return new Page(found, Optional.of(new Place.Past(before, skipped)));
    }

    private Changes.Past<Task> past(long before) {
        try {
            return store.changes().past(Task.KIND, before, WINDOW);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
