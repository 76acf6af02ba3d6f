package io.argosy.foresight;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.access.JoinRefusals;
import io.argosy.control.operations.instances.UpdateContainerInstancesState;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.insight.causes.Explain;
import io.argosy.model.Caller;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.reconcilers.PlacementReconciler;
import io.argosy.reconcilers.Reconciler;
import io.argosy.reconcilers.ReconcilerDependencies;
import io.argosy.reconcilers.ServiceReconciler;
import io.argosy.services.ServiceOperations;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.state.Change;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A cluster as it would go on: stores of which nothing is kept, with a server's operations and reconcilers over them,
/// and agents that do at once what they are asked. Its time moves when it is told.
final class Trial implements AutoCloseable {
    private static final int MOST_PASSES = 10_000;

    /// A task before and after one commit.
    record Moved(Optional<Task> before, Task after) {
        /// It has its place now, or waits for one.
        boolean starts() {
            return switch (after.state()) {
                case TaskState.Provisioning _ -> before.isEmpty();
                case TaskState.Pending _ ->
                    before.isEmpty() || before.get().on().isEmpty();
                case TaskState.Running _, TaskState.Stopping _, TaskState.Stopped _ -> false;
            };
        }

        boolean stops() {
            return before.filter(task -> task.state().wanted()).isPresent()
                    && !after.state().wanted();
        }
    }

    private final Caller caller;
    private final Stores stores;
    private final Clusters clusters;
    private final ClusterStore store;
    private final Draws draws;
    private final OperationTable operations;
    private final List<Reconciler> reconcilers;
    private final TrialAgents agents;
    private final List<Moved> seen = new ArrayList<>();
    private Instant now;

    /// Begins with what is durable of the cluster in `scope`.
    Trial(Stores real, ClusterScope scope, Caller caller, ControlSettings settings, Draws draws, Instant now) {
        this.caller = caller;
        this.now = now;
        this.draws = draws;
        this.stores = real.trial(caller.realm(), scope.name(), this::now);
        this.clusters = new Clusters(stores);
        this.store = stores.cluster(caller.realm(), scope.name());
        List<Operation<?, ?>> all = new ArrayList<>();
        all.addAll(TaskDefinitionOperations.all(clusters, settings));
        all.addAll(ServiceOperations.all(clusters, settings, draws::id));
        all.add(new UpdateContainerInstancesState(clusters));
        all.add(new Explain(clusters, new JoinRefusals(), settings.lostAfter(), this::now));
        this.operations = new OperationTable(all);
        var means =
                new ReconcilerDependencies(new TaskLauncher(draws::id, draws), settings, this::now, draws::id, draws);
        this.reconcilers = List.of(
                new ServiceReconciler(store, stores.account(caller.realm()), means),
                new PlacementReconciler(store, stores.account(caller.realm()), means));
        this.agents = new TrialAgents(store);
        stores.onDurable(this::changed);
    }

    private void changed(List<Change> changes) {
        for (Change change : changes) {
            if (change.after().isPresent() && change.after().get() instanceof Task task) {
                seen.add(new Moved(change.before().map(Task.class::cast), task));
                agents.heard(task);
            }
        }
    }

    /// As a client would ask, with the rights of whoever asks for the plan.
    <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) {
        return operations.call(caller, operation, input);
    }

    /// Passes until one changes nothing; what tasks did meanwhile, in order.
    List<Moved> rest() {
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            long before = store.snapshot().commit();
            reconcilers.forEach(Reconciler::pass);
            if (store.snapshot().commit() == before) {
                List<Moved> moved = List.copyOf(seen);
                seen.clear();
                return moved;
            }
        }
        throw new IllegalStateException("the reconcilers of " + store + " do not come to rest");
    }

    /// Whether agents had anything to do.
    boolean agentsWork() {
        boolean any = agents.work(now);
        seen.clear();
        return any;
    }

    /// When time alone will give a reconciler something to do.
    Optional<Instant> nextTurn() {
        return reconcilers.stream().flatMap(one -> one.wakeAt().stream()).min(Comparator.naturalOrder());
    }

    void moveTo(Instant moment) {
        now = moment;
    }

    Instant now() {
        return now;
    }

    ClusterState state() {
        return store.read();
    }

    Draws draws() {
        return draws;
    }

    ClusterScope scope() {
        return clusters.named(caller.realm(), Optional.of(store.name().value()));
    }

    @Override
    public void close() {
        stores.close();
    }
}
