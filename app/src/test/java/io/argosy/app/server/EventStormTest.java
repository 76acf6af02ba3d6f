package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Roll-outs one after the other while the server is killed again and again: a webhook and a follower hear of every
/// version of every task, each in its order. As many events as `-Devents.storm=50000` says.
final class EventStormTest {
    private static final int EVENTS = Integer.getInteger("events.storm", 120);
    private static final int SERVICES = EVENTS < 5_000 ? 1 : 5;
    private static final int TASKS = EVENTS < 5_000 ? 10 : 50;
    private static final int KILLS = EVENTS < 5_000 ? 1 : 8;
    private static final Duration PATIENCE = Duration.ofMinutes(EVENTS < 5_000 ? 2 : 25);
    private static final String PATTERN = "{\"detail-type\":[\"ECS Task State Change\"]}";

    @TempDir
    private Path folder;

    private final HeardVersions hooked = new HeardVersions("taskArn");
    private final HeardVersions followed = new HeardVersions("taskArn");

    @Test
    void everyVersionOfEveryTaskIsHeardInItsOrder() throws Exception {
        try (var server = new HookedServer(folder, hooked, "tasks.healthy-after=1s", "tasks.keep-stopped=1h");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.call(
                    Ecs.CREATE_CLUSTER,
                    CreateClusterRequest.builder().clusterName("storm").build());
            server.rule(PATTERN);
            List<StormAgent> agents = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                agents.add(new StormAgent(server.joined("storm"), "storm"));
            }
            services(server);
            Future<?> follower = threads.submit(() -> server.follow("kind=task&cluster=storm", followed));
            for (int kill = 1; followed.count() < EVENTS; ) {
                rollOut(server);
                if (kill <= KILLS && followed.count() >= (long) EVENTS * kill / (KILLS + 1)) {
                    server.kill();
                    kill++;
                }
            }
            settled(server);
            Map<String, Long> versions = versions(server);
            await(() -> hooked.all(versions) && followed.all(versions));
            server.end();
            follower.get();
            agents.forEach(StormAgent::end);

            assertThat(versions).hasSizeGreaterThan(EVENTS / 10);
            assertThat(versions.keySet()).allSatisfy(task -> {
                assertThat(hooked.of(task)).isSorted();
                assertThat(followed.of(task)).isSorted();
            });
        }
    }

    private static void services(HookedServer server) throws Exception {
        server.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("app")
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("app")
                                .image("registry.example/app:1")
                                .memory(10)
                                .build()))
                        .build());
        for (int i = 0; i < SERVICES; i++) {
            server.call(
                    Ecs.CREATE_SERVICE,
                    CreateServiceRequest.builder()
                            .cluster("storm")
                            .serviceName("s" + i)
                            .clientToken("s" + i)
                            .taskDefinition("app")
                            .desiredCount(TASKS)
                            .deploymentConfiguration(DeploymentConfiguration.builder()
                                    .minimumHealthyPercent(0)
                                    .maximumPercent(200)
                                    .build())
                            .build());
        }
    }

    private static void rollOut(HookedServer server) throws Exception {
        for (int i = 0; i < SERVICES; i++) {
            server.call(
                    Ecs.UPDATE_SERVICE,
                    UpdateServiceRequest.builder()
                            .cluster("storm")
                            .service("s" + i)
                            .forceNewDeployment(true)
                            .build());
        }
        Thread.sleep(2_000);
    }

    private static void settled(HookedServer server) throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            names.add("s" + i);
        }
        await(() -> server
                .call(
                        Ecs.DESCRIBE_SERVICES,
                        DescribeServicesRequest.builder()
                                .cluster("storm")
                                .services(names)
                                .build())
                .services()
                .orElseThrow()
                .stream()
                .allMatch(service -> service.deployments().orElseThrow().size() == 1
                        && service.runningCount().equals(Optional.of(TASKS))
                        && service.deployments()
                                .orElseThrow()
                                .getFirst()
                                .rolloutState()
                                .equals(Optional.of("COMPLETED"))));
    }

    /// Of every task there ever was: all are remembered for an hour.
    private static Map<String, Long> versions(HookedServer server) throws Exception {
        Map<String, Long> versions = new HashMap<>();
        for (String desired : List.of("RUNNING", "STOPPED")) {
            Optional<String> next = Optional.empty();
            do {
                var page = server.call(
                        Ecs.LIST_TASKS,
                        ListTasksRequest.builder()
                                .cluster("storm")
                                .desiredStatus(desired)
                                .nextToken(next)
                                .build());
                server.call(
                                Ecs.DESCRIBE_TASKS,
                                DescribeTasksRequest.builder()
                                        .cluster("storm")
                                        .tasks(page.taskArns().orElseThrow())
                                        .build())
                        .tasks()
                        .orElseThrow()
                        .forEach(task -> versions.put(
                                task.taskArn().orElseThrow(), task.version().orElseThrow()));
                next = page.nextToken();
            } while (next.isPresent());
        }
        return versions;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds() && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        assertThat(condition.holds()).isTrue();
    }
}
