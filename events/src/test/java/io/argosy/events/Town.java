package io.argosy.events;

import io.argosy.access.AccessControl;
import io.argosy.addresses.TaskSubnets;
import io.argosy.batch.Batch;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.instances.InstanceOperations;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.events.log.Event;
import io.argosy.events.log.EventLogs;
import io.argosy.logs.CloudWatchLogs;
import io.argosy.logs.LogsSettings;
import io.argosy.logs.store.StoreLimits;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.registry.Registry;
import io.argosy.schedules.Schedules;
import io.argosy.schedules.firing.Firing;
import io.argosy.schedules.firing.RoleRights;
import io.argosy.schedules.webhooks.WebhookSettings;
import io.argosy.schedules.webhooks.Webhooks;
import io.argosy.secrets.Secrets;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutEventsRequest;
import io.argosy.shapes.events.PutEventsRequestEntry;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.PutTargetsRequest;
import io.argosy.shapes.events.Target;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.state.ClusterStore;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.Audit;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
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
import java.util.stream.Stream;

/// Events over real stores, with ECS's own operations, schedules, logs and roles beside them, and a clock that stands
/// still until told. A restart loses all but what is durable.
final class Town implements AutoCloseable {
    static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final String CLUSTER = "arn:aws:ecs:local-1:123456789012:cluster/main";
    static final String ROLE = "arn:aws:iam::123456789012:role/events";
    static final String GROUP = "arn:aws:logs:local-1:123456789012:log-group:";

    private final Path folder;
    private volatile Instant now = NOON;
    private Stores stores;
    private CloudWatchLogs logs;
    private Schedules schedules;
    private EventBus events;
    private Webhooks webhooks;
    private List<Operation<?, ?>> operations = List.of();

    Town(Path folder) throws IOException {
        this.folder = folder;
        open();
        call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName("main").build());
        call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("app")
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("app")
                                .image("registry.example/app:1")
                                .memory(100)
                                .build()))
                        .build());
        joined();
    }

    private void open() throws IOException {
        InstantSource clock = () -> now;
        stores = Stores.open(
                folder.resolve("journal.db"),
                Kinds.with(List.of(
                        EventBus.KINDS,
                        Schedules.KINDS,
                        CloudWatchLogs.KINDS,
                        AccessControl.KINDS,
                        Secrets.KINDS,
                        Batch.KINDS,
                        Registry.KINDS)),
                clock);
        var clusters = new Clusters(stores);
        var settings = ControlSettings.at(URI.create("http://town.example:9080/"));
        Path logFolder = Files.createDirectories(folder.resolve("logs"));
        logs = CloudWatchLogs.open(new LogsSettings(logFolder, StoreLimits.USUAL, REALM), stores, clock, Town::id);
        var access =
                AccessControl.open(stores, REALM.account(), true, new AccessControl.Sources(clock, Town::id, Town::id));
        operations = new ArrayList<>();
        operations.addAll(TaskOperations.all(clusters, new TaskLauncher(Town::id, new Random(1)), settings, clock));
        operations.addAll(
                InstanceOperations.all(clusters, settings, new TaskSubnets(stores, TaskSubnets.Pool.USUAL), Town::id));
        operations.addAll(ClusterOperations.all(clusters, settings.fargate()));
        operations.addAll(TaskDefinitionOperations.all(clusters, settings));
        operations.addAll(logs.operations());
        operations.addAll(access.operations());
        operations.addAll(Secrets.open(folder, stores, clock, Town::id).operations());
        var calls = new LocalCalls(new OperationTable(operations), Town::id, clock, Audit.NONE);
        RoleRights roles = (role, service, source) -> access.services()
                .take(role, service, source)
                .map(taken -> new RoleRights.Taken(taken.principal(), taken.rights()));
        var settingsOfHooks = new WebhookSettings(Duration.ofSeconds(5), true);
        schedules = Schedules.open(
                new Schedules.Sources(stores, calls, roles, clock, Town::id), settingsOfHooks, Duration.ofDays(30));
        webhooks = new Webhooks(stores, calls, settingsOfHooks, clock, Town::id);
        events = EventBus.open(stores, new Firing.Reach(calls, roles, webhooks), clock, Town::id);
        operations.addAll(schedules.operations());
        operations.addAll(events.operations());
    }

    static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    Stores stores() {
        return stores;
    }

    /// SIGKILL, and a start after this long; nothing is done yet.
    void restart(Duration time) throws IOException {
        close();
        now = now.plus(time);
        open();
    }

    /// Time passes, second by second, with all that is to be done.
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            step();
        }
    }

    void step() {
        events.deliveries().step();
        schedules.firing().step();
    }

    <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) {
        return new LocalCalls(new OperationTable(operations), Town::id, () -> now, Audit.NONE)
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

    private void joined() {
        String arn = call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster("main")
                                .attributes(Stream.of("19", "21")
                                        .map(minor -> Attribute.builder()
                                                .name("com.amazonaws.ecs.capability.docker-remote-api.1." + minor)
                                                .build())
                                        .toList())
                                .totalResources(List.of(resource("CPU", 10_000), resource("MEMORY", 10_000)))
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

    ClusterStore cluster() {
        return stores.cluster(REALM, new ClusterName("main"));
    }

    Instant now() {
        return now;
    }

    void stopped(String task) {
        call(
                Ecs.STOP_TASK,
                StopTaskRequest.builder()
                        .cluster("main")
                        .task(task)
                        .reason("enough")
                        .build());
    }

    /// The ARN of a task that was started.
    String ran() {
        return call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder()
                                .cluster("main")
                                .taskDefinition("app")
                                .build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    void rule(String name, String pattern, Target target) {
        call(
                Events.PUT_RULE,
                PutRuleRequest.builder().name(name).eventPattern(pattern).build());
        call(
                Events.PUT_TARGETS,
                PutTargetsRequest.builder().rule(name).targets(List.of(target)).build());
    }

    /// The events of a kind that there are, in their order.
    List<Event> told(String kind) {
        return new EventLogs(stores)
                .of(REALM).after(0, 10_000).events().stream()
                        .filter(event -> event.kind().equals(kind))
                        .toList();
    }

    void put(String source, String detail) {
        call(
                Events.PUT_EVENTS,
                PutEventsRequest.builder()
                        .entries(List.of(PutEventsRequestEntry.builder()
                                .source(source)
                                .detailType("paid")
                                .detail(detail)
                                .build()))
                        .build());
    }

    List<String> logged(String group) {
        Optional<String> there = Optional.of(group);
        try {
            return call(
                            Logs.FILTER_LOG_EVENTS,
                            FilterLogEventsRequest.builder().logGroupName(there).build())
                    .events()
                    .orElse(List.of())
                    .stream()
                    .flatMap(event -> event.message().stream())
                    .toList();
        } catch (ApiException none) {
            return List.of();
        }
    }

    @Override
    public void close() {
        events.close();
        webhooks.close();
        schedules.close();
        logs.close();
        stores.close();
    }
}
