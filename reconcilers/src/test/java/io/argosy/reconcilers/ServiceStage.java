package io.argosy.reconcilers;

import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Resources;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.services.ServiceOperations;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Services over real stores in a folder: operations called as clients call them, reconcilers driven by hand, agents
/// played by moves on the store, and a clock that stands still until told. The cluster `default` exists.
public final class ServiceStage implements AutoCloseable {
    public static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Caller CALLER = new Caller(REALM, "arn:aws:iam::123456789012:root", "AKID", "request-1");
    private static final ClusterName CLUSTER = new ClusterName("default");
    private static final int PASSES = 1_000;

    private final Path file;
    private final SplittableRandom chance;
    private final InstantSource clock = () -> this.now;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long lastId;
    private Stores stores;
    private List<Operation<?, ?>> operations = List.of();
    private ServiceReconciler services;
    private RetentionReconciler retention;

    public ServiceStage(Path folder, long seed) throws IOException {
        file = folder.resolve("argosy.db");
        chance = new SplittableRandom(seed);
        stores = Stores.open(file, clock);
        open();
        var asked = CreateClusterRequest.builder().clusterName("default").build();
        stores.account(REALM).write(tx -> {
            tx.addOrUpdate(new Cluster(CLUSTER, Cluster.Status.ACTIVE, asked, List.of(), tx.now()));
            return CLUSTER;
        });
    }

    private void open() {
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080"));
        var means = new ReconcilerDependencies(new TaskLauncher(this::id, chance), settings, clock, this::id, chance);
        var clusters = new Clusters(stores);
        operations = Stream.concat(
                        ServiceOperations.all(clusters, settings, this::id).stream(),
                        TaskOperations.all(clusters, means.launch(), settings, clock).stream())
                .toList();
        services = new ServiceReconciler(store(), stores.account(REALM), means);
        retention = new RetentionReconciler(store(), settings, clock);
    }

    /// As after a crash: all there is now is what was on disk.
    public void restart() throws IOException {
        stores.close();
        stores = Stores.open(file, clock);
        open();
    }

    private String id() {
        return String.format("%032x", ++lastId);
    }

    public ClusterStore store() {
        return stores.cluster(REALM, CLUSTER);
    }

    public Stores stores() {
        return stores;
    }

    public Instant now() {
        return now;
    }

    public void wait(Duration time) {
        now = now.plus(time);
    }

    public ReconcilerDependencies means() {
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080"));
        return new ReconcilerDependencies(new TaskLauncher(this::id, chance), settings, clock, this::id, chance);
    }

    /// Passes until one changes nothing.
    public void reconcile() {
        for (int pass = 0; pass < PASSES; pass++) {
            var before = store().read();
            services.pass();
            if (store().read() == before) {
                return;
            }
        }
        throw new AssertionError("the reconciler never comes to rest");
    }

    public ServiceReconciler services() {
        return services;
    }

    public void forget() {
        retention.pass();
    }

    /// Registers the next revision of `web`: one container of 128 CPU units and 256 MiB.
    public String defined(UnaryOperator<ContainerDefinition.Builder> container) {
        var account = stores.account(REALM);
        int revision = account.read().revisionsOf("web").size() + 1;
        var id = new TaskDefinitionId("web", revision);
        var content = io.argosy.shapes.ecs.TaskDefinition.builder()
                .family("web")
                .revision(revision)
                .status("ACTIVE")
                .compatibilities(List.of("EC2", "EXTERNAL"))
                .containerDefinitions(List.of(container
                        .apply(ContainerDefinition.builder()
                                .name("app")
                                .image("registry.example/app:1")
                                .essential(true)
                                .cpu(128)
                                .memory(256))
                        .build()));
        account.write(tx -> {
            tx.addOrUpdate(new TaskDefinition(id, content.build(), List.of()));
            return id;
        });
        return id.toString();
    }

    public String defined() {
        return defined(same -> same);
    }

    /// An instance with room for `tasks` of them.
    public ContainerInstanceId joined(int tasks) {
        var id = new ContainerInstanceId(id());
        store().write(tx -> {
            tx.addOrUpdate(new ContainerInstance(
                    id,
                    "i-" + id.value().substring(24),
                    ContainerInstance.Status.ACTIVE,
                    true,
                    new Resources(128 * tasks, 256 * tasks, java.util.Set.of(), java.util.Set.of()),
                    List.of(),
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

    public void set(ContainerInstanceId id, ContainerInstance.Status status) {
        store().write(tx -> {
            tx.update(tx.state().instance(id).orElseThrow().with(status));
            return id;
        });
    }

    public static CreateServiceRequest.Builder web(String definition, int desired) {
        return CreateServiceRequest.builder()
                .serviceName("web")
                .taskDefinition(definition)
                .desiredCount(desired);
    }

    public static DeploymentConfiguration percents(int least, int most) {
        return DeploymentConfiguration.builder()
                .minimumHealthyPercent(least)
                .maximumPercent(most)
                .build();
    }

    @SuppressWarnings("unchecked")
    public <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) {
        var operation = (Operation<I, O>) operations.stream()
                .filter(candidate -> candidate.model().name().equals(model.name()))
                .findFirst()
                .orElseThrow();
        return operation.handle(CALLER, input);
    }

    public io.argosy.shapes.ecs.Service create(CreateServiceRequest.Builder asked) {
        return call(Ecs.CREATE_SERVICE, asked.build()).service().orElseThrow();
    }

    public io.argosy.shapes.ecs.Service update(UnaryOperator<UpdateServiceRequest.Builder> change) {
        var asked = change.apply(UpdateServiceRequest.builder().service("web"));
        return call(Ecs.UPDATE_SERVICE, asked.build()).service().orElseThrow();
    }

    public io.argosy.shapes.ecs.Service described() {
        var asked = DescribeServicesRequest.builder().services(List.of("web")).build();
        return call(Ecs.DESCRIBE_SERVICES, asked).services().orElseThrow().getFirst();
    }

    public Service service() {
        return store().read().service(new ServiceName("web")).orElseThrow();
    }

    /// Newest first.
    public List<String> events() {
        return store().read().eventsOf(new ServiceName("web")).stream()
                .map(event -> event.message())
                .toList();
    }

    public List<Task> tasks(Predicate<Task> wanted) {
        return store().read().tasksOf(new ServiceName("web")).stream()
                .filter(wanted)
                .toList();
    }

    public List<Task> live() {
        return tasks(task -> task.state().wanted());
    }

    public List<Task> running() {
        return tasks(task -> task.state().running());
    }

    public void start(Task task) {
        move(task, new Trigger.Started(now));
    }

    public void fail(Task task) {
        var reason = new StopReason(StopCode.TASK_FAILED_TO_START, "CannotPullContainerError: no such image");
        move(task, new Trigger.Exited(reason, now));
    }

    public void exit(Task task) {
        var reason = new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
        move(task, new Trigger.Exited(reason, now));
    }

    public void health(Task task, String verdict) {
        store().write(tx -> {
            Task latest = tx.state().task(task.id()).orElseThrow();
            var containers = latest.containers().stream()
                    .map(container ->
                            container.toBuilder().healthStatus(verdict).build())
                    .toList();
            tx.update(latest.judged(containers, tx.now()));
            return latest;
        });
    }

    /// All its containers with this code.
    void exit(Task task, int code) {
        store().write(tx -> {
            Task latest = tx.state().task(task.id()).orElseThrow();
            var ended = latest.containers().stream()
                    .map(container -> container.toBuilder().exitCode(code).build())
                    .toList();
            tx.update(latest.reported(ended, latest.timeline()));
            return latest;
        });
        exit(task);
    }

    private void move(Task task, Trigger trigger) {
        store().write(tx -> tx.move(tx.state().task(task.id()).orElseThrow(), trigger));
    }

    /// Every agent does what it is asked: what is to run runs, what is to stop has stopped.
    public void agentsWork() {
        store().write(tx -> {
            for (Task task : List.copyOf(tx.state().tasks())) {
                switch (task.state()) {
                    case TaskState.Pending _ -> tx.move(task, new Trigger.Started(now));
                    case TaskState.Stopping stopping ->
                        tx.move(
                                tx.move(task, new Trigger.StopAcknowledged(now)),
                                new Trigger.Exited(stopping.reason(), now));
                    case TaskState.Provisioning _, TaskState.Running _, TaskState.Stopped _ -> {}
                }
            }
            return now;
        });
    }

    /// Agents work and time goes by until the service is steady: `turns` of a minute at most.
    public void settle(int turns) {
        reconcile();
        for (int turn = 0; turn < turns && !(steady() && stable()); turn++) {
            agentsWork();
            wait(Duration.ofMinutes(1));
            reconcile();
        }
    }

    /// As the ServicesStable waiter sees it.
    public boolean stable() {
        var shape = described();
        return shape.deployments().orElseThrow().size() == 1
                && shape.runningCount().equals(shape.desiredCount());
    }

    public boolean steady() {
        return !events().isEmpty() && events().getFirst().endsWith("has reached a steady state.");
    }

    @Override
    public void close() {
        stores.close();
    }
}
