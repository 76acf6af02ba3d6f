package io.argosy.reconcilers;

import io.argosy.model.OwnTags;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.Trigger;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Stops tasks that have run as long as they may: those with the tag `argosy:max-run-time`.
public final class RunTimeReconciler implements Reconciler {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int STOPPED_A_WRITE = 200;

    private final ClusterStore store;
    private final InstantSource clock;

    public RunTimeReconciler(ClusterStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "run-times-" + store;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    /// The index knows the minute; the moment is that of the first of those who share it.
    @Override
    public Optional<Instant> wakeAt() {
        return store.read()
                .byRunEnd()
                .findFirst()
                .flatMap(Task::runEnd)
                .flatMap(first -> store.read()
                        .runUpTo(first)
                        .flatMap(task -> task.runEnd().stream())
                        .min(Instant::compareTo));
    }

    @Override
    public void pass() {
        List<TaskId> over = over(clock.instant()).limit(STOPPED_A_WRITE).toList();
        if (!over.isEmpty()) {
            store.write(tx -> {
                over.forEach(task -> stop(tx, task));
                return over.size();
            });
        }
    }

    private Stream<TaskId> over(Instant now) {
        return store.read().runUpTo(now).filter(task -> over(task, now)).map(Task::id);
    }

    private static boolean over(Task task, Instant now) {
        return task.runEnd().filter(end -> !now.isBefore(end)).isPresent();
    }

    private static void stop(Transaction tx, TaskId id) {
        tx.state()
                .task(id)
                .filter(task -> over(task, tx.now()))
                .ifPresent(task -> tx.move(task, order(task, tx.now())));
    }

    private static Trigger order(Task task, Instant now) {
        String longest = OwnTags.value(task.tags(), OwnTags.MAX_RUN_TIME).orElse("");
        String text = "Task ran for its longest time, %s (tag %s)".formatted(longest, OwnTags.MAX_RUN_TIME);
        return new Trigger.StopRequested(new StopReason(StopCode.USER_INITIATED, text), now);
    }
}
