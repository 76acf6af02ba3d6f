package io.argosy.reconcilers;

import io.argosy.control.ClusterScope;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.tasks.RunTask;
import io.argosy.model.ApiException;
import io.argosy.model.Arns;
import io.argosy.model.Cluster;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskRetry;
import io.argosy.planning.RetryRule;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Snapshot;
import io.argosy.state.Touched;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs stand-alone tasks again that failed and have retries left (`RetryRule`), as `RunTask` was asked for the first.
/// One that finds no room is tried again when there may be more, as long as clients can see the failed one.
public final class RetryReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(RetryReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final long NOTHING_SEEN = -1;

    private final ClusterStore store;
    private final AccountStore account;
    private final ReconcilerDependencies means;
    private final Map<TaskId, Instant> due = new HashMap<>();
    private final Set<TaskId> waitingForRoom = new HashSet<>();
    private long seen = NOTHING_SEEN;
    private Instant lastFull = Instant.MIN;

    public RetryReconciler(ClusterStore store, AccountStore account, ReconcilerDependencies means) {
        this.store = store;
        this.account = account;
        this.means = means;
    }

    @Override
    public String name() {
        return "retries-" + store;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return due.values().stream().min(Instant::compareTo);
    }

    @Override
    public void pass() {
        account.read().cluster(store.name()).ifPresent(this::pass);
    }

    private void pass(Cluster cluster) {
        Snapshot<ClusterState> snapshot = store.snapshot();
        Instant now = means.clock().instant();
        Touched touched = store.touchedAfter(seen);
        seen = NOTHING_SEEN;
        for (TaskId task : ended(snapshot.state(), touched, now)) {
            snapshot.state().retry(task).ifPresent(retry -> judge(retry, snapshot.state()));
        }
        if (touched.roomGrew()) {
            waitingForRoom.forEach(task -> due.put(task, now));
            waitingForRoom.clear();
        }
        for (TaskId task : due(now)) {
            runAgain(task, cluster, now);
        }
        seen = snapshot.commit();
    }

    private Collection<TaskId> ended(ClusterState state, Touched touched, Instant now) {
        if (!touched.everything() && now.isBefore(lastFull.plus(PERIOD)) && !now.isBefore(lastFull)) {
            return touched.ended();
        }
        lastFull = now;
        due.keySet().removeIf(task -> state.retry(task).isEmpty());
        waitingForRoom.removeIf(task -> state.retry(task).isEmpty());
        return state.retries().stream().map(TaskRetry::task).toList();
    }

    /// One whose task is forgotten was waited for long enough.
    private void judge(TaskRetry retry, ClusterState state) {
        Optional<Task> task = state.task(retry.task());
        if (task.filter(one -> !one.state().stopped()).isPresent()) {
            return;
        }
        task.flatMap(one -> RetryRule.again(one, account.read().taskDefinition(one.definition()), retry.attempt()))
                .ifPresentOrElse(
                        at -> due.putIfAbsent(retry.task(), at), () -> store.write(tx -> over(tx, retry.task())));
    }

    private static Optional<TaskRetry> over(Transaction tx, TaskId task) {
        Optional<TaskRetry> retry = tx.state().retry(task);
        retry.ifPresent(tx::remove);
        return retry;
    }

    private List<TaskId> due(Instant now) {
        return due.entrySet().stream()
                .filter(one -> !now.isBefore(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void runAgain(TaskId task, Cluster cluster, Instant now) {
        Optional<TaskRetry> retry = store.read().retry(task);
        due.remove(task);
        if (retry.isEmpty()) {
            return;
        }
        var scope = new ClusterScope(cluster, store, account, new Arns(store.realm()));
        try {
            PreparedLaunch launch = PreparedLaunch.of(
                    RunTask.request(retry.get().again(), scope, means.settings().fargate()));
            if (store.write(tx -> runAgain(tx, retry.get(), launch))) {
                waitingForRoom.add(task);
                due.put(task, now.plus(PERIOD));
            }
        } catch (ApiException refused) {
            log.warn("task={} cluster={} cannot be run again: {}", task, store, refused.getMessage());
            store.write(tx -> over(tx, task));
        }
    }

    /// Whether it still waits for room.
    private boolean runAgain(Transaction tx, TaskRetry retry, PreparedLaunch launch) {
        if (tx.state().retry(retry.task()).isEmpty()) {
            return false;
        }
        return switch (means.launch().place(tx, launch, List.of())) {
            case TaskLauncher.Result.Placed(Task task) -> replaced(tx, retry, task);
            case TaskLauncher.Result.Waits(Task task, var _) -> replaced(tx, retry, task);
            case TaskLauncher.Result.NoRoom _, TaskLauncher.Result.TooManyWait _ -> true;
        };
    }

    private boolean replaced(Transaction tx, TaskRetry retry, Task again) {
        tx.remove(retry);
        tx.add(retry.next(again.id()));
        log.info("task={} cluster={} runs again as task={}", retry.task(), store, again.id());
        return false;
    }
}
