package io.argosy.schedules;

import io.argosy.access.AccessControl;
import io.argosy.addresses.TaskSubnets;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.instances.InstanceOperations;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.logs.CloudWatchLogs;
import io.argosy.logs.LogsSettings;
import io.argosy.logs.store.StoreLimits;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.Trigger;
import io.argosy.schedules.firing.RoleRights;
import io.argosy.schedules.memory.MissedRuns;
import io.argosy.schedules.webhooks.WebhookSettings;
import io.argosy.secrets.Secrets;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListRunsRequest;
import io.argosy.shapes.argosy.ScheduledRun;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.state.ClusterStore;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.Audit;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
import io.argosy.wire.access.Rights;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/// Schedules over real stores, with ECS's own operations, logs and roles beside them, and a clock that stands still
/// until told. A restart loses all but what is durable.
final class Fleet implements AutoCloseable {
    static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final String CLUSTER = "arn:aws:ecs:local-1:123456789012:cluster/main";
    static final String ROLE = "arn:aws:iam::123456789012:role/scheduler";

    private final Path folder;
    private final FakeBatch batch = new FakeBatch();
    private Instant now = NOON;
    private Stores stores;
    private CloudWatchLogs logs;
    private AccessControl access;
    private Schedules schedules;
    private List<Operation<?, ?>> operations;
    private Rights rights = Rights.EVERYTHING;
    private MissedRuns missed = new MissedRuns();

    Fleet(Path folder) throws IOException {
        this.folder = folder;
        open();
        call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName("main").build());
    }

    private void open() throws IOException {
        InstantSource clock = () -> now;
        stores = Stores.open(
                folder.resolve("journal.db"),
                Kinds.with(List.of(Schedules.KINDS, CloudWatchLogs.KINDS, AccessControl.KINDS, Secrets.KINDS)),
                clock);
        missed = new MissedRuns();
        stores.onDurable(missed::changed);
        var clusters = new Clusters(stores);
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080/"));
        Path logFolder = Files.createDirectories(folder.resolve("logs"));
        logs = CloudWatchLogs.open(new LogsSettings(logFolder, StoreLimits.USUAL, REALM), stores, clock, Fleet::id);
        access = AccessControl.open(
                stores, REALM.account(), true, new AccessControl.Sources(clock, Fleet::id, Fleet::id));
        operations = new ArrayList<>();
        operations.addAll(TaskOperations.all(clusters, new TaskLauncher(Fleet::id, new Random(1)), settings, clock));
        operations.addAll(
                InstanceOperations.all(clusters, settings, new TaskSubnets(stores, TaskSubnets.Pool.USUAL), Fleet::id));
        operations.addAll(ClusterOperations.all(clusters, settings.fargate()));
        operations.addAll(TaskDefinitionOperations.all(clusters, settings));
        operations.addAll(logs.operations());
        operations.addAll(access.operations());
        operations.addAll(Secrets.open(folder, stores, clock, Fleet::id).operations());
        operations.addAll(batch.operations());
        var calls = new LocalCalls(new OperationTable(operations), Fleet::id, clock, Audit.NONE);
        RoleRights roles = (role, service, source) -> access.services()
                .take(role, service, source)
                .map(taken ->
                        new RoleRights.Taken(taken.principal(), taken.rights().and(rights)));
        schedules = Schedules.open(
                new Schedules.Sources(stores, calls, roles, clock, Fleet::id),
                new WebhookSettings(Duration.ofSeconds(5), true),
                Duration.ofDays(30));
        operations.addAll(schedules.operations());
    }

    static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    InstantSource clock() {
        return () -> now;
    }

    List<Operation<?, ?>> operations() {
        return operations;
    }

    /// How many due times the server of now has missed.
    long missed() {
        return missed.count();
    }

    FakeBatch batch() {
        return batch;
    }

    /// What roles may do at most from now on.
    void limit(Rights most) {
        rights = most;
    }

    /// SIGKILL, and a start after this long.
    void outage(Duration time) throws IOException {
        close();
        now = now.plus(time);
        open();
        schedules.firing().step();
    }

    /// Time passes, second by second until then, with all that is to be done.
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            schedules.firing().step();
        }
    }

    /// The clock is set.
    void set(Instant to) {
        now = to;
        step();
    }

    void step() {
        schedules.firing().step();
    }

    void forget() {
        schedules.firing().forget();
    }

    <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) {
        var table = new OperationTable(operations);
        return new LocalCalls(table, Fleet::id, clock(), Audit.NONE)
                .call(model, input, LocalCalls.As.account(REALM, "test"));
    }

    /// `ValidationException: …`, or `ok`.
    <I extends Shape> String outcome(OperationModel<I, ?> model, I input) {
        try {
            call(model, input);
            return "ok";
        } catch (ApiException refused) {
            return refused.error().code() + ": " + refused.error().message();
        }
    }

    /// A family with one container of 100 MiB, whose log goes to `/ecs/FAMILY`.
    void defined(String family) {
        call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family(family)
                        .containerDefinitions(List.of(Definitions.container(family)))
                        .build());
    }

    /// An instance with room for so many tasks.
    void joined(int tasks) {
        String arn = call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster("main")
                                .attributes(Definitions.capabilities())
                                .totalResources(
                                        List.of(resource("CPU", 1_000 * tasks), resource("MEMORY", 100 * tasks)))
                                .build())
                .containerInstance()
                .flatMap(instance -> instance.containerInstanceArn())
                .orElseThrow();
        var instance = new ContainerInstanceId(arn.substring(arn.lastIndexOf('/') + 1));
        cluster().write(tx -> {
            tx.update(tx.state().instance(instance).orElseThrow().connected());
            return instance;
        });
    }

    private static Resource resource(String name, int amount) {
        return Resource.builder()
                .name(name)
                .type("INTEGER")
                .integerValue(amount)
                .build();
    }

    private ClusterStore cluster() {
        return stores.cluster(REALM, new ClusterName("main"));
    }

    List<Task> running() {
        return cluster().read().tasks().stream()
                .filter(task -> task.state().wanted())
                .toList();
    }

    /// All tasks there ever were.
    List<Task> tasks() {
        return List.copyOf(cluster().read().tasks());
    }

    /// All tasks that run end with this code.
    void exit(int code) {
        cluster().write(tx -> {
            for (Task task : running()) {
                List<Container> containers = task.containers().stream()
                        .map(container -> container.toBuilder().exitCode(code).build())
                        .toList();
                tx.update(task.reported(containers, task.timeline()));
                var reason = new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
                tx.move(tx.state().task(task.id()).orElseThrow(), new Trigger.Exited(reason, tx.now()));
            }
            return code;
        });
        step();
    }

    /// The runs of a schedule, the oldest first, each with its due time and state.
    List<String> runs(String schedule) {
        return remembered(schedule).reversed().stream()
                .map(run -> run.dueAt().orElseThrow() + " " + run.state().orElse(""))
                .toList();
    }

    List<ScheduledRun> remembered(String schedule) {
        List<ScheduledRun> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var page = call(
                    Argosy.LIST_RUNS,
                    ListRunsRequest.builder().schedule(schedule).nextToken(next).build());
            all.addAll(page.runs().orElse(List.of()));
            next = page.nextToken();
        } while (next.isPresent());
        return all;
    }

    List<String> logged(String group) {
        return call(
                        Logs.FILTER_LOG_EVENTS,
                        FilterLogEventsRequest.builder().logGroupName(group).build())
                .events()
                .orElse(List.of())
                .stream()
                .flatMap(event -> event.message().stream())
                .toList();
    }

    @Override
    public void close() {
        schedules.close();
        logs.close();
        stores.close();
    }
}
