package io.argosy.insight.metrics;

import io.argosy.model.Entity;
import io.argosy.model.StopCode;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.state.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// What became of tasks since the server started, counted as it becomes durable.
public final class TaskCounts implements Figures {
    private static final double[] STEPS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600};
    private static final String NO_IMAGE = "CannotPullContainerError";

    private final LongAdder started = new LongAdder();
    private final Map<StopCode, LongAdder> stopped = new EnumMap<>(StopCode.class);
    private final LongAdder pullsFailed = new LongAdder();
    private final LongAdder[] pulls = new LongAdder[STEPS.length + 1];
    private final LongAdder pullMillis = new LongAdder();

    public TaskCounts() {
        for (StopCode code : StopCode.values()) {
            stopped.put(code, new LongAdder());
        }
        for (int i = 0; i < pulls.length; i++) {
            pulls[i] = new LongAdder();
        }
    }

    /// To be told of all that becomes durable.
    public void changed(List<Change> changes) {
        for (Change change : changes) {
            if (change.after().orElse(null) instanceof Task after) {
                moved(change.before(), after);
            }
        }
    }

    private void moved(Optional<Entity> before, Task after) {
        Optional<Task> was = before.map(Task.class::cast);
        if (after.state().running()
                && was.filter(task -> task.state().running()).isEmpty()) {
            started.increment();
        }
        boolean ends = after.state().stopped()
                && was.filter(task -> task.state().stopped()).isEmpty();
        if (ends) {
            after.ending().ifPresent(reason -> {
                stopped.getOrDefault(reason.code(), new LongAdder()).increment();
                if (reason.text().startsWith(NO_IMAGE)) {
                    pullsFailed.increment();
                }
            });
        }
        if (pulled(after).isPresent() && was.flatMap(TaskCounts::pulled).isEmpty()) {
            pulled(after).ifPresent(this::pull);
        }
    }

    private static Optional<Duration> pulled(Task task) {
        Optional<Instant> end = task.timeline().at(TaskTimestamp.PULL_STOPPED);
        return task.timeline()
                .at(TaskTimestamp.PULL_STARTED)
                .flatMap(start -> end.map(at -> Duration.between(start, at)))
                .filter(took -> !took.isNegative());
    }

    private void pull(Duration took) {
        double seconds = took.toMillis() / 1e3;
        int step = 0;
        while (step < STEPS.length && seconds > STEPS[step]) {
            step++;
        }
        pulls[step].increment();
        pullMillis.add(took.toMillis());
    }

    @Override
    public void report(Scrape scrape) {
        scrape.set(Metric.TASKS_STARTED, started.sum());
        stopped.forEach((code, count) -> scrape.set(Metric.TASKS_STOPPED, count.sum(), code.text()));
        scrape.set(Metric.PULLS_FAILED, pullsFailed.sum());
        long[] counts = new long[pulls.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = pulls[i].sum();
        }
        scrape.spread(Metric.PULL_SECONDS, STEPS, counts, pullMillis.sum() / 1e3);
    }
}
