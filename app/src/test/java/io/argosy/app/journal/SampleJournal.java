package io.argosy.app.journal;

import io.argosy.app.server.ServerKinds;
import io.argosy.lifecycle.ImageTimes;
import io.argosy.logs.groups.LogGroup;
import io.argosy.model.AccountRegion;
import io.argosy.model.AgentKey;
import io.argosy.model.ClientToken;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Cursor;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.ElasticNetworkInterface;
import io.argosy.model.InstanceHealth;
import io.argosy.model.JoinToken;
import io.argosy.model.LaunchBackoff;
import io.argosy.model.LaunchType;
import io.argosy.model.LostTask;
import io.argosy.model.Owner;
import io.argosy.model.Patience;
import io.argosy.model.Resources;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskRetry;
import io.argosy.model.TaskState;
import io.argosy.model.TaskSubnet;
import io.argosy.model.TaskTimestamp;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Repository;
import io.argosy.shapes.ecr.ImageTagMutabilityExclusionFilter;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.state.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes a journal that holds every kind of entity in every case of it, as this version writes them.
final class SampleJournal {
    static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    static final AccountRegion ELSEWHERE = new AccountRegion("123456789012", "eu-north-1");
    static final AccountRegion GLOBAL = new AccountRegion("123456789012", "us-east-1");
    static final ClusterName CLUSTER = new ClusterName("default");
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

    static final ContainerInstanceId FIRST = new ContainerInstanceId("1".repeat(32));
    private static final ContainerInstanceId SECOND = new ContainerInstanceId("2".repeat(32));
    private static final ContainerInstanceId THIRD = new ContainerInstanceId("3".repeat(32));
    private static final TaskDefinitionId WEB = new TaskDefinitionId("web", 2);
    private static final DeploymentId DEPLOYMENT = new DeploymentId(4_611_686_018_427_387_904L);
    private static final DeploymentId FORMER = new DeploymentId(17);
    private static final StopReason UNHEALTHY = StopReason.unhealthy("due to (reason Health checks failed)");
    private static final Owner SERVICE = new Owner.OfService(new ServiceName("web"), DEPLOYMENT);
    private static final Owner ALONE = new Owner.Standalone("family:web", "somebody");
    private static final List<Tag> TAGS = List.of(
            Tag.builder().key("team").value("shop").build(),
            Tag.builder().key("empty").value("").build());

    static final Kinds KINDS = ServerKinds.ALL;

    private SampleJournal() {}

    static void write(Path file) throws IOException, SQLException {
        try (Stores stores = Stores.open(file, KINDS, InstantSource.fixed(NOW))) {
            stores.account(REALM).write(SampleJournal::account);
            stores.account(GLOBAL).write(SampleAccess::everybody);
            stores.account(ELSEWHERE).write(tx -> {
                tx.add(new Cluster(CLUSTER, Cluster.Status.ACTIVE, asked("{}"), List.of(), NOW));
                SampleSecrets.all(tx);
                SampleBatch.all(tx);
                SampleJobs.all(tx);
                SampleSchedules.all(tx);
                SampleEvents.all(tx);
                SamplePipelines.all(tx);
                return tx.now();
            });
            var store = stores.cluster(REALM, CLUSTER);
            store.write(SampleJournal::instances);
            store.write(SampleJournal::tasks);
            store.write(SampleJournal::services);
            store.write(SampleJournal::tokens);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=DELETE");
            statement.execute("VACUUM");
        }
    }

    private static CreateClusterRequest asked(String json) {
        return SampleShapes.read(json, CreateClusterRequest.class);
    }

    private static Instant account(AccountTransaction tx) {
        tx.add(new Cluster(CLUSTER, Cluster.Status.ACTIVE, asked(SampleShapes.CLUSTER), TAGS, NOW));
        tx.add(new Cluster(new ClusterName("old"), Cluster.Status.INACTIVE, asked("{}"), List.of(), NOW));
        tx.add(new TaskDefinitionFamily("web", 3));
        var content = SampleShapes.read(SampleShapes.DEFINITION, io.argosy.shapes.ecs.TaskDefinition.class);
        tx.add(new TaskDefinition(
                new TaskDefinitionId("web", 1),
                content.toBuilder()
                        .revision(1)
                        .status("INACTIVE")
                        .deregisteredAt(NOW)
                        .build(),
                List.of()));
        tx.add(new TaskDefinition(WEB, content, TAGS));
        tx.add(new TaskDefinition(
                new TaskDefinitionId("web", 3),
                content.toBuilder()
                        .revision(3)
                        .status("DELETE_IN_PROGRESS")
                        .deleteRequestedAt(NOW)
                        .build(),
                List.of()));
        tx.add(new Cursor("feed", 1));
        images(tx);
        logGroups(tx);
        SampleCapacity.providers(tx);
        SampleCapacity.settings(tx);
        return tx.now();
    }

    private static void logGroups(AccountTransaction tx) {
        String id = "0123456789abcdef0123456789abcdef";
        tx.add(new LogGroup("/ecs/web", id, "STANDARD", Optional.empty(), 0, false, Map.of(), NOW));
        String key = "arn:aws:kms:local-1:123456789012:key/k";
        var tags = Map.of("team", "shop");
        tx.add(new LogGroup("/ecs/api", id, "INFREQUENT_ACCESS", Optional.of(key), 30, true, tags, NOW));
    }

    private static void images(AccountTransaction tx) {
        tx.add(new Repository("shop/web", "MUTABLE", List.of(), false, List.of(), NOW));
        tx.add(new Repository(
                "shop/api",
                "IMMUTABLE_WITH_EXCLUSION",
                List.of(ImageTagMutabilityExclusionFilter.builder()
                        .filterType("WILDCARD")
                        .filter("dev-*")
                        .build()),
                true,
                List.of(io.argosy.shapes.ecr.Tag.builder()
                        .key("team")
                        .value("shop")
                        .build()),
                NOW));
        tx.add(new Image(
                "shop/web",
                digest("a"),
                "application/vnd.oci.image.manifest.v1+json",
                "application/vnd.oci.image.config.v1+json",
                "",
                12_345_678_901L,
                List.of("1", "latest"),
                List.of(digest("c"), digest("d")),
                ImageTimes.pushed(NOW).pulled(NOW.plusSeconds(60))));
        tx.add(new Image(
                "shop/web",
                digest("b"),
                "application/vnd.oci.image.index.v1+json",
                "",
                digest("a"),
                1,
                List.of(),
                List.of(digest("a")),
                ImageTimes.pushed(NOW).archived(NOW).orphaned(NOW)));
        SampleRegistry.all(tx, NOW);
    }

    private static String digest(String digit) {
        return "sha256:" + digit.repeat(64);
    }

    private static Instant instances(Transaction tx) {
        tx.add(instance(FIRST, ContainerInstance.Status.ACTIVE).reachedBy(agent()));
        tx.add(instance(SECOND, ContainerInstance.Status.DRAINING)
                .disconnected(NOW)
                .withLost(List.of(new LostTask(id("a"), WEB, false), new LostTask(id("b"), WEB, true))));
        tx.add(instance(THIRD, ContainerInstance.Status.INACTIVE).of("made"));
        SampleCapacity.waiting(tx, id("f"));
        return tx.now();
    }

    private static VersionInfo agent() {
        return SampleShapes.read(SampleShapes.AGENT, VersionInfo.class);
    }

    private static ContainerInstance instance(ContainerInstanceId id, ContainerInstance.Status status) {
        return new ContainerInstance(
                id,
                "i-0123456789abcdef0",
                status,
                false,
                new Resources(4096, 8192, Set.of(22, 2375), Set.of(53)),
                List.of(
                        Attribute.builder().name("zone").value("a").build(),
                        Attribute.builder().name("ecs.capability.external").build()),
                agent(),
                TAGS,
                NOW,
                7,
                Optional.empty(),
                Optional.of("token-" + id),
                List.of(
                        new InstanceHealth("CONTAINER_RUNTIME", InstanceHealth.Status.OK, "", NOW, NOW),
                        new InstanceHealth(
                                "CONTAINER_RUNTIME", InstanceHealth.Status.IMPAIRED, "slow", NOW, NOW.plusMillis(1))),
                List.of(),
                Optional.empty());
    }

    private static TaskId id(String digit) {
        return new TaskId(digit.repeat(32));
    }

    private static Task task(String digit, Owner owner) {
        return new Task(
                id(digit),
                WEB,
                owner,
                owner.equals(SERVICE) ? LaunchType.EC2 : LaunchType.EXTERNAL,
                Optional.empty(),
                new Resources(128, 256, Set.of(8080), Set.of(5353)),
                SampleShapes.read(owner.equals(SERVICE) ? "{}" : SampleShapes.OVERRIDES, TaskOverride.class),
                new TaskState.Provisioning(),
                TaskTimestamps.from(NOW).with(TaskTimestamp.CONNECTED, NOW.plusNanos(1)),
                List.of(SampleShapes.read(SampleShapes.CONTAINER, Container.class)),
                TAGS,
                owner.equals(ALONE),
                List.of("app"),
                1);
    }

    /// One in every state, by every way into it that leaves a trace.
    private static Instant tasks(Transaction tx) {
        var placed = new Trigger.Placed(FIRST, NOW);
        var stop = new Trigger.StopRequested(UNHEALTHY, NOW);
        run(tx, task("0", ALONE));
        run(tx, task("1", ALONE), placed);
        run(tx, task("2", SERVICE), placed, new Trigger.Started(NOW));
        run(tx, task("3", SERVICE), placed, stop);
        run(tx, task("4", SERVICE), placed, new Trigger.Started(NOW), stop, new Trigger.StopAcknowledged(NOW));
        run(tx, task("5", ALONE), stop);
        var exited = new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
        run(tx, task("6", SERVICE), placed, new Trigger.Started(NOW), new Trigger.Exited(exited, NOW));
        run(tx, task("7", SERVICE).withProtection(Optional.of(NOW.plusSeconds(60))), placed);
        int number = 16;
        for (StopCode code : StopCode.values()) {
            Task task = task("f", ALONE);
            String id = "%032x".formatted(number++);
            run(tx, renamed(task, id), placed, new Trigger.Lost(new StopReason(code, "because"), NOW));
        }
        return tx.now();
    }

    private static Task renamed(Task task, String id) {
        return new Task(
                new TaskId(id),
                task.definition(),
                task.owner(),
                LaunchType.FARGATE,
                Optional.of("FARGATE_SPOT"),
                task.needs(),
                task.overrides(),
                task.state(),
                task.timeline(),
                task.containers(),
                List.of(),
                task.enableExecuteCommand(),
                List.of(),
                task.version());
    }

    private static void run(Transaction tx, Task born, Trigger... triggers) {
        tx.add(born);
        Task task = born;
        for (Trigger trigger : triggers) {
            task = tx.move(task, trigger);
        }
    }

    private static ServiceEvent said(long sequence, ServiceEvent.Kind kind, String cause, String text) {
        return new ServiceEvent(
                new ServiceName("web"), sequence, "e" + sequence, NOW, new ServiceEvent.Statement(kind, cause, text));
    }

    private static Instant services(Transaction tx) {
        var asked = SampleShapes.read(SampleShapes.SERVICE, CreateServiceRequest.class);
        var primary = new Deployment(
                DEPLOYMENT,
                WEB,
                true,
                3,
                Deployment.Rollout.IN_PROGRESS,
                "ECS deployment in progress.",
                NOW,
                NOW,
                Map.of("app", "sha256:" + "a".repeat(64)));
        var former = new Deployment(
                FORMER, new TaskDefinitionId("web", 1), false, 1, Deployment.Rollout.FAILED, "no", NOW, NOW, Map.of());
        var web = new Service(
                new ServiceName("web"),
                Service.Status.ACTIVE,
                3,
                asked,
                List.of(primary, former),
                "arn:aws:iam::123456789012:root",
                NOW,
                NOW);
        tx.add(web);
        tx.add(said(1, ServiceEvent.Kind.NO_PLACE, "RESOURCE:CPU", "(service web) was unable to place a task."));
        tx.add(said(2, ServiceEvent.Kind.STEADY_STATE, "", "(service web) has reached a steady state."));
        tx.add(said(3, ServiceEvent.Kind.DAEMON_MISPLACED, "i", "(service web) has stopped (task t)."));
        SampleDeployments.of(tx, web);
        tx.add(named(web, "leaving", Service.Status.DRAINING));
        tx.add(named(web, "gone", Service.Status.INACTIVE));
        tx.addOrUpdate(new ServiceTally(
                new ServiceName("web"),
                DEPLOYMENT,
                new Patience(30_000, 300_000),
                new LaunchBackoff(3, 2, NOW.plusSeconds(10)),
                new ServiceTally.Launches(5, NOW),
                List.of(
                        new ServiceTally.Failed(DEPLOYMENT, 2, NOW),
                        new ServiceTally.Failed(FORMER, 1, Instant.EPOCH))));
        return tx.now();
    }

    private static Service named(Service like, String name, Service.Status status) {
        return new Service(
                new ServiceName(name),
                status,
                0,
                like.configuration().toBuilder().serviceName(name).build(),
                List.of(),
                like.createdBy(),
                NOW,
                NOW);
    }

    private static Instant tokens(Transaction tx) {
        tx.add(new ClientToken("RunTask", "0123456789abcdef", "fedcba", List.of("1".repeat(32)), NOW));
        tx.add(new ClientToken("CreateService", "ffff", "", List.of(), NOW.minusSeconds(5)));
        tx.add(new JoinToken(
                "jt-1", "hash", 4, NOW, NOW.plusSeconds(3600), List.of(new JoinToken.Joined("attempt", "AKIA1"))));
        tx.add(new JoinToken("jt-2", "hash", 1, NOW, NOW, List.of()));
        tx.add(new AgentKey("AKIA1", "secret", AgentKey.Origin.JOIN_TOKEN, new AgentKey.Holder.Instance(FIRST), NOW));
        tx.add(new AgentKey("AKIA2", "secret", AgentKey.Origin.OFFICIAL_AGENT, new AgentKey.Holder.Nobody(NOW), NOW));
        tx.add(new Cursor("feed", 7));
        tx.add(new TaskRetry(
                id("a"),
                RunTaskRequest.builder()
                        .cluster("default")
                        .taskDefinition("web:3")
                        .count(1)
                        .build(),
                2));
        tx.add(new TaskSubnet(FIRST, "10.214.3.0/24", "10.0.0.7", 9));
        tx.add(new ElasticNetworkInterface(
                id("a"), FIRST, "eni-0123456789abcdef0", "0a0a", "subnet-a", "10.214.3.0/24", "10.214.3.9"));
        return tx.now();
    }
}
