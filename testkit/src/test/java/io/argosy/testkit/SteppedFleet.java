package io.argosy.testkit;

import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.instances.UpdateContainerInstancesState;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Resources;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.reconcilers.PlacementReconciler;
import io.argosy.reconcilers.ReconcilerDependencies;
import io.argosy.reconcilers.ServiceReconciler;
import io.argosy.services.ServiceOperations;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.state.ClusterStore;
import io.argosy.state.CommitPace;
import io.argosy.state.Kinds;
import io.argosy.state.StoreState;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// A fleet over real stores whose agents do what they are asked all at once, when they are told to: the world as a
/// plan takes it to be. The cluster `default` exists.
final class SteppedFleet implements AutoCloseable {
    static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    static final Caller CALLER = new Caller(REALM, "arn:aws:iam::123456789012:root", "AKID", "request-1");
    static final ControlSettings SETTINGS = ControlSettings.at(URI.create("http://fleet.example:9080"));
    private static final ClusterName CLUSTER = new ClusterName("default");
    private static final int PASSES = 10_000;

    private final Stores stores;
    private final Clusters clusters;
    private final OperationTable operations;
    private final ServiceReconciler services;
    private final PlacementReconciler placements;
    private SplittableRandom chance;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long lastId;

    SteppedFleet(long seed) {
        chance = new SplittableRandom(seed);
        try {
            stores = Stores.paced(new MemoryJournal(), Kinds.ecs(), this::now, new AtOnce(), failure -> {
                throw new IllegalStateException(failure);
            });
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        clusters = new Clusters(stores);
        var launch = new TaskLauncher(this::id, this::draw);
        List<Operation<?, ?>> all = new ArrayList<>();
        all.addAll(TaskDefinitionOperations.all(clusters, SETTINGS));
        all.addAll(ServiceOperations.all(clusters, SETTINGS, this::id));
        all.addAll(TaskOperations.all(clusters, launch, SETTINGS, this::now));
        all.add(new UpdateContainerInstancesState(clusters));
        operations = new OperationTable(all);
        stores.account(REALM).write(tx -> {
            tx.addOrUpdate(new Cluster(
                    CLUSTER,
                    Cluster.Status.ACTIVE,
                    CreateClusterRequest.builder().clusterName("default").build(),
                    List.of(),
                    tx.now()));
            return CLUSTER;
        });
        var means = new ReconcilerDependencies(launch, SETTINGS, this::now, this::id, this::draw);
        services = new ServiceReconciler(store(), stores.account(REALM), means);
        placements = new PlacementReconciler(store(), stores.account(REALM), means);
    }

    private record AtOnce() implements CommitPace {
        @Override
        public void decided(StoreState state, Runnable commit) {
            commit.run();
        }

        @Override
        public void await(BooleanSupplier durable) {
            // It is.
        }
    }

    private long draw() {
        return chance.nextLong();
    }

    /// What is drawn from here on.
    void seed(long seed) {
        chance = new SplittableRandom(seed);
    }

    private String id() {
        return String.format("%032x", ++lastId);
    }

    long lastId() {
        return lastId;
    }

    Instant now() {
        return now;
    }

    Clusters clusters() {
        return clusters;
    }

    ClusterStore store() {
        return stores.cluster(REALM, CLUSTER);
    }

    Stores stores() {
        return stores;
    }

    <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) {
        return operations.call(CALLER, operation, input);
    }

    ContainerInstanceId joined(String zone, int cpu, int memoryMib) {
        var id = new ContainerInstanceId(id());
        now = now.plusSeconds(1);
        store().write(tx -> {
            tx.addOrUpdate(new ContainerInstance(
                    id,
                    "",
                    ContainerInstance.Status.ACTIVE,
                    true,
                    new Resources(cpu, memoryMib, Set.of(), Set.of()),
                    List.of(
                            attribute("ecs.availability-zone", zone),
                            attribute("zone", zone),
                            attribute("ecs.capability.container-health-check", "")),
                    VersionInfo.builder().build(),
                    List.of(),
                    tx.now(),
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty()));
            return id;
        });
        return id;
    }

    private static Attribute attribute(String name, String value) {
        return Attribute.builder()
                .name(name)
                .value(Optional.of(value).filter(text -> !text.isEmpty()))
                .build();
    }

    /// Passes until one changes nothing.
    void rest() {
        for (int pass = 0; pass < PASSES; pass++) {
            long before = store().snapshot().commit();
            services.pass();
            placements.pass();
            if (store().snapshot().commit() == before) {
                return;
            }
        }
        throw new AssertionError("the reconcilers do not come to rest");
    }

    /// What is to run runs and is healthy, what is to stop has stopped; whether there was any.
    boolean agentsWork() {
        long before = store().snapshot().commit();
        store().write(tx -> {
            for (Task task : List.copyOf(tx.state().tasks())) {
                switch (task.state()) {
                    case TaskState.Pending _ -> {
                        Task running = tx.move(task, new Trigger.Started(now));
                        if (!running.checked().isEmpty()) {
                            tx.update(running.judged(
                                    running.containers().stream()
                                            .map(container -> container.toBuilder()
                                                    .healthStatus("HEALTHY")
                                                    .build())
                                            .toList(),
                                    now));
                        }
                    }
                    case TaskState.Stopping stopping ->
                        tx.move(
                                tx.move(task, new Trigger.StopAcknowledged(now)),
                                new Trigger.Exited(stopping.reason(), now));
                    case TaskState.Provisioning _, TaskState.Running _, TaskState.Stopped _ -> {}
                }
            }
            return now;
        });
        return store().snapshot().commit() != before;
    }

    Optional<Instant> nextTurn() {
        return services.wakeAt();
    }

    void moveTo(Instant moment) {
        now = moment;
    }

    /// Agents and time go on until nothing is left to do within the hour.
    void settle() {
        Instant end = now.plusSeconds(3_600);
        rest();
        while (true) {
            if (!agentsWork()) {
                Optional<Instant> next = nextTurn().filter(turn -> !turn.isAfter(end));
                if (next.isEmpty()) {
                    return;
                }
                now = next.get();
            }
            rest();
        }
    }

    @Override
    public void close() {
        stores.close();
    }
}
