package io.argosy.reconcilers;

import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.TaskLauncher;
import io.argosy.model.Arns;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.Cluster;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.planning.Decision;
import io.argosy.planning.Demand;
import io.argosy.planning.Veto;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Places the tasks of one cluster that wait for their capacity providers, those that have waited longest first, and
/// stops those that have waited too long (ecs-semantics 5.5). One that fits nowhere keeps nobody behind it waiting.
public final class PlacementReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(PlacementReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final int TASKS_A_WRITE = 20;

    private final ClusterStore store;
    private final AccountStore account;
    private final ReconcilerDependencies means;

    public PlacementReconciler(ClusterStore store, AccountStore account, ReconcilerDependencies means) {
        this.store = store;
        this.account = account;
        this.means = means;
    }

    /// One that waits, and what it asks of an instance.
    private record Waiting(AwaitedPlacement awaited, Optional<PreparedLaunch> launch) {}

    /// What one write did: tasks by id with what became of them.
    private record Done(Map<Task, Optional<StopReason>> tasks) {
        void tell(ClusterStore store) {
            tasks.forEach((task, stopped) -> log.info(
                    "task={} cluster={} {}",
                    task.id(),
                    store,
                    stopped.map(reason -> "waited too long: " + reason.text())
                            .or(() -> task.on().map(on -> "waited, placed on instance=" + on))
                            .orElse("waits no more")));
        }
    }

    @Override
    public String name() {
        return "placements-" + store;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return inOrder(store.read())
                .findFirst()
                .map(first -> first.since().plus(means.settings().longestWait()));
    }

    private static Stream<AwaitedPlacement> inOrder(ClusterState state) {
        return state.table(AwaitedPlacement.KIND).inOrder(AwaitedPlacement.IN_ORDER);
    }

    @Override
    public void pass() {
        account.read().cluster(store.name()).ifPresent(this::pass);
    }

    private void pass(Cluster cluster) {
        var scope = new ClusterScope(cluster, store, account, new Arns(store.realm()));
        ClusterState state = store.read();
        List<Waiting> left = new ArrayList<>(
                inOrder(state).map(awaited -> prepared(awaited, state, scope)).toList());
        while (!left.isEmpty()) {
            Done done = store.write(tx -> some(tx, left));
            if (!store.trial()) {
                done.tell(store);
            }
            if (done.tasks().size() < TASKS_A_WRITE) {
                return;
            }
        }
    }

    private static Waiting prepared(AwaitedPlacement awaited, ClusterState state, ClusterScope scope) {
        return new Waiting(
                awaited,
                state.task(awaited.task())
                        .flatMap(task -> scope.account()
                                .read()
                                .taskDefinition(task.definition())
                                .map(definition ->
                                        PreparedLaunch.of(LaunchRequest.ofWaiting(scope, task, awaited, definition)))));
    }

    /// Goes on with the first of `left` until enough was done for one write, and takes from it those that were looked
    /// at. What found no room is not asked again for others like it.
    private Done some(Transaction tx, List<Waiting> left) {
        Map<Task, Optional<StopReason>> done = new HashMap<>();
        Map<Demand, Decision.NoRoom> full = new HashMap<>();
        while (!left.isEmpty() && done.size() < TASKS_A_WRITE) {
            Waiting next = left.removeFirst();
            Optional<Task> task = tx.state()
                    .task(next.awaited().task())
                    .filter(known -> known.state() instanceof TaskState.Provisioning);
            if (task.isEmpty()) {
                ended(tx, next.awaited());
                continue;
            }
            Optional<Decision.NoRoom> noRoom = next.launch().flatMap(launch -> place(tx, launch, task.get(), full));
            if (noRoom.isEmpty() && next.launch().isPresent()) {
                ended(tx, next.awaited());
                done.put(tx.state().task(task.get().id()).orElseThrow(), Optional.empty());
            } else if (late(next.awaited(), tx.now())) {
                StopReason reason = tooLong(noRoom);
                ended(tx, next.awaited());
                done.put(tx.move(task.get(), new Trigger.StopRequested(reason, tx.now())), Optional.of(reason));
            }
        }
        return new Done(done);
    }

    private Optional<Decision.NoRoom> place(
            Transaction tx, PreparedLaunch launch, Task task, Map<Demand, Decision.NoRoom> full) {
        Demand demand = launch.demand().on(task.capacityProvider());
        Optional<Decision.NoRoom> known = Optional.ofNullable(full.get(demand));
        if (known.isPresent()) {
            return known;
        }
        return switch (means.launch().placeWaiting(tx, launch, task)) {
            case TaskLauncher.Result.Placed _ -> Optional.empty();
            case TaskLauncher.Result.NoRoom(Decision.NoRoom why) -> {
                full.put(demand, why);
                yield Optional.of(why);
            }
        };
    }

    private static void ended(Transaction tx, AwaitedPlacement awaited) {
        tx.state().table(AwaitedPlacement.KIND).get(awaited.key()).ifPresent(tx::remove);
    }

    private boolean late(AwaitedPlacement awaited, Instant now) {
        return !now.isBefore(awaited.since().plus(means.settings().longestWait()));
    }

    /// In the words of ecs-semantics 5.5.
    private static StopReason tooLong(Optional<Decision.NoRoom> why) {
        String reason = why.flatMap(Decision.NoRoom::closest)
                .map(Decision.Closest::veto)
                .map(veto -> veto instanceof Veto.Draining ? "NO ACTIVE INSTANCES" : veto.reason())
                .orElse("EMPTY CAPACITY PROVIDER");
        return new StopReason(StopCode.TASK_FAILED_TO_START, "TaskFailedToStart: " + reason);
    }
}
