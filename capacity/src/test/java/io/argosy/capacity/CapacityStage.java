package io.argosy.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.capacity.groups.GroupReconciler;
import io.argosy.capacity.groups.ProvidedHost;
import io.argosy.capacity.providers.CapacityProviderOperations;
import io.argosy.capacity.scaling.HostWorks;
import io.argosy.capacity.scaling.ScalingReconciler;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.access.JoinRefusals;
import io.argosy.control.operations.Workshop;
import io.argosy.control.operations.access.FreshTokens;
import io.argosy.control.operations.access.Joining;
import io.argosy.launches.Fargate;
import io.argosy.model.AgentKey;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Resources;
import io.argosy.model.ScalingReport;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.Trigger;
import io.argosy.reconcilers.PlacementReconciler;
import io.argosy.reconcilers.ReconcilerDependencies;
import io.argosy.reconcilers.ServiceReconciler;
import io.argosy.services.ServiceOperations;
import io.argosy.shapes.argosy.JoinAnswer;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.CapacityProvider;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateCapacityProviderRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ManagedScaling;
import io.argosy.shapes.ecs.PutClusterCapacityProvidersRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Kinds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// A cluster with the capacity provider `made` over a group of hosts with 1,024 CPU units and 1,024 MiB, its
/// reconcilers run by hand over real stores, and a clock that stands still until told.
public final class CapacityStage implements AutoCloseable {
    public static final String PROVIDER = "made";
    public static final String GROUP =
            "arn:aws:autoscaling:local-1:123456789012:autoScalingGroup:any:autoScalingGroupName/";
    public static final Duration PERIOD = Duration.ofMinutes(1);
    public static final Duration JOINING = Duration.ofMinutes(5);

    public final Workshop workshop;
    public final MadeHosts maker = new MadeHosts();
    private final WaitingWorks works = new WaitingWorks();
    private final CapacitySettings settings;
    private final FreshTokens tokens;
    private final Joining joining;
    private final AtomicInteger lastId = new AtomicInteger();
    private HostWorks hosts;
    private ScalingReconciler scaling;
    private final PlacementReconciler placements;
    private final ServiceReconciler services;
    private GroupReconciler group;

    public CapacityStage(Path folder, int min, int max) throws IOException {
        workshop = new Workshop(folder, Kinds.with(List.of(List.of(ProvidedHost.KIND))));
        workshop.operations().addAll(ServiceOperations.all(workshop.clusters(), workshop.settings(), workshop::id));
        settings = new CapacitySettings(
                Map.of(
                        "pool",
                        new HostGroup(
                                "pool",
                                new HostGroup.Maker.Local(),
                                min,
                                max,
                                new Resources(1024, 1024, Set.of(), Set.of()),
                                List.of(),
                                new HostGroup.Patience(PERIOD, JOINING)),
                        "other",
                        new HostGroup(
                                "other",
                                new HostGroup.Maker.Local(),
                                0,
                                1,
                                new Resources(1024, 1024, Set.of(), Set.of()),
                                List.of(),
                                new HostGroup.Patience(PERIOD, JOINING))),
                PERIOD,
                Duration.ofMinutes(2),
                URI.create("https://fleet.example:9080"),
                new Fargate(true));
        workshop.operations().addAll(CapacityProviderOperations.all(workshop.clusters(), settings));
        tokens = new FreshTokens(this::id, () -> "S".repeat(32) + id().substring(0, 8));
        joining = new Joining(workshop.clusters(), this::id, this::id, new JoinRefusals());
        var control = ControlSettings.at(settings.endpoint());
        var means = new ReconcilerDependencies(
                new TaskLauncher(this::id, new Random(1)), control, workshop.clock(), this::id, new Random(1));
        placements = new PlacementReconciler(store(), workshop.scope().account(), means);
        services = new ServiceReconciler(store(), workshop.scope().account(), means);
        begin();
        workshop.defined("small");
    }

    /// As a server that starts: what it has done so far it knows from the stores only.
    public void begin() {
        hosts = new HostWorks(settings, Map.of("pool", maker), tokens, Optional::empty, workshop.clock());
        scaling = new ScalingReconciler(
                store(),
                workshop.scope().account(),
                new ScalingReconciler.Means(settings, works, hosts, workshop.clock(), workshop.clock(), this::id));
        group = new GroupReconciler("pool", maker, workshop.clusters().stores(), PERIOD, () -> hosts.busyWith("pool"));
    }

    private String id() {
        return String.format("%08x", 0xf00000 + lastId.incrementAndGet()) + "0".repeat(24);
    }

    public ClusterStore store() {
        return workshop.scope().store();
    }

    public ClusterState state() {
        return store().read();
    }

    public void waits(WaitingWork work) {
        works.add(work);
    }

    /// A provider over a group of hosts, as `group` begins to say it.
    public CapacityProvider made(String name, AutoScalingGroupProvider group) {
        return workshop.call(
                        Ecs.CREATE_CAPACITY_PROVIDER,
                        CreateCapacityProviderRequest.builder()
                                .name(name)
                                .autoScalingGroupProvider(group)
                                .build())
                .capacityProvider()
                .orElseThrow();
    }

    public static AutoScalingGroupProvider.Builder group(String name) {
        return AutoScalingGroupProvider.builder().autoScalingGroupArn(GROUP + name);
    }

    /// The provider as the caller wants it, attached to the cluster.
    public void provided(ManagedScaling scaled, boolean protects) {
        made(
                PROVIDER,
                group("pool")
                        .managedScaling(scaled)
                        .managedTerminationProtection(protects ? "ENABLED" : "DISABLED")
                        .build());
        attached(List.of(PROVIDER));
    }

    public void attached(List<String> providers) {
        workshop.call(
                Ecs.PUT_CLUSTER_CAPACITY_PROVIDERS,
                PutClusterCapacityProvidersRequest.builder()
                        .cluster("default")
                        .capacityProviders(providers)
                        .defaultCapacityProviderStrategy(List.of())
                        .build());
    }

    public static ManagedScaling.Builder scaled() {
        return ManagedScaling.builder().status("ENABLED").instanceWarmupPeriod(0);
    }

    public RunTaskResponse run(int count) {
        return workshop.call(
                Ecs.RUN_TASK,
                RunTaskRequest.builder()
                        .taskDefinition("small")
                        .count(count)
                        .capacityProviderStrategy(List.of(CapacityProviderStrategyItem.builder()
                                .capacityProvider(PROVIDER)
                                .build()))
                        .build());
    }

    /// Passes until nothing changes and nothing is under way.
    public void reconcile() {
        await(() -> {
            var before = store().read();
            scaling.pass();
            placements.pass();
            return before == store().read() && !hosts.busyWith("pool") && !hosts.busyWith("other");
        });
    }

    /// The services' reconciler until it comes to rest.
    public void tend() {
        await(() -> {
            var before = store().read();
            services.pass();
            return before == store().read();
        });
    }

    public static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes to rest").isLessThan(end);
            try {
                Thread.sleep(2);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
    }

    /// So many times a minute passes.
    public void minutes(int count) {
        for (int i = 0; i < count; i++) {
            workshop.pass(PERIOD);
            reconcile();
        }
    }

    public void compare() {
        group.pass();
    }

    /// The agent of a made host joins and registers, and is connected.
    public ContainerInstanceId boots(String host) {
        JoinAnswer answer = joining.join(maker.invitation(host).token(), id());
        var instance = workshop.joined(1024, 1024);
        store().write(tx -> {
            AgentKey key =
                    tx.state().agentKey(answer.accessKeyId().orElseThrow()).orElseThrow();
            tx.update(key.boundTo(instance));
            return instance;
        });
        return instance;
    }

    /// Every host that is made and has not joined.
    public void allBoot() {
        hosts(ProvidedHost.State.STARTED).forEach(host -> boots(host.id().orElseThrow()));
        reconcile();
    }

    public List<ProvidedHost> hosts(ProvidedHost.State state) {
        return state().table(ProvidedHost.KIND).values().stream()
                .filter(host -> host.is(state))
                .toList();
    }

    public Collection<Task> tasks() {
        return state().tasks();
    }

    public long count(String lastStatus) {
        return tasks().stream()
                .filter(task -> task.state().lastStatus().equals(lastStatus))
                .count();
    }

    /// The agent says that a task is over.
    public void ends(TaskId task) {
        store().write(tx -> tx.move(
                tx.state().task(task).orElseThrow(),
                new Trigger.Exited(new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "done"), tx.now())));
    }

    public void allEnd() {
        tasks().stream().filter(task -> task.on().isPresent()).map(Task::id).forEach(this::ends);
        reconcile();
    }

    public ScalingReport report() {
        return state().table(ScalingReport.KIND).get(PROVIDER).orElseThrow();
    }

    public ContainerInstance instance(ContainerInstanceId id) {
        return state().instance(id).orElseThrow();
    }

    @Override
    public void close() {
        hosts.close();
        workshop.close();
    }
}
