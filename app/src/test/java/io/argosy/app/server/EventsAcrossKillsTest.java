package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PutAttributesRequest;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed again and again while things happen: a webhook and a follower hear of every version of every
/// instance, each in its order.
final class EventsAcrossKillsTest {
    private static final int INSTANCES = 4;
    private static final int CHANGES = 25;
    private static final List<Integer> KILLED_AT = List.of(20, 45, 70);
    private static final String PATTERN = "{\"detail-type\":[\"ECS Container Instance State Change\"]}";

    @TempDir
    private Path folder;

    private final HeardVersions hooked = new HeardVersions("containerInstanceArn");
    private final HeardVersions followed = new HeardVersions("containerInstanceArn");

    @Test
    void everyVersionIsHeardInItsOrder() throws Exception {
        try (var server = new HookedServer(folder, hooked);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.call(
                    Ecs.CREATE_CLUSTER,
                    CreateClusterRequest.builder().clusterName("fleet").build());
            server.rule(PATTERN);
            List<String> instances = registered(server);
            Future<?> follower = threads.submit(() -> server.follow("kind=instance&cluster=fleet", followed));
            List<Future<?>> writers = new ArrayList<>();
            instances.forEach(instance -> writers.add(threads.submit(() -> change(server, instance))));
            for (int killedAt : KILLED_AT) {
                await(() -> hooked.count() >= killedAt);
                server.kill();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            Map<String, Long> versions = versions(server, instances);
            await(() -> hooked.all(versions) && followed.all(versions));
            server.end();
            follower.get();

            assertThat(instances).allSatisfy(instance -> {
                assertThat(hooked.of(instance)).isSorted();
                assertThat(followed.of(instance)).isSorted();
            });
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        for (int tries = 0; tries < 1_200 && !condition.holds(); tries++) {
            Thread.sleep(50);
        }
        assertThat(condition.holds()).isTrue();
    }

    private static Map<String, Long> versions(HookedServer server, List<String> instances) throws Exception {
        Map<String, Long> versions = new TreeMap<>();
        server.call(
                        Ecs.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .cluster("fleet")
                                .containerInstances(instances)
                                .build())
                .containerInstances()
                .orElseThrow()
                .forEach(instance -> versions.put(
                        instance.containerInstanceArn().orElseThrow(),
                        instance.version().orElseThrow()));
        assertThat(versions.values()).allMatch(version -> version > CHANGES);
        return versions;
    }

    private static Void change(HookedServer server, String instance) throws Exception {
        for (int number = 0; number < CHANGES; number++) {
            server.call(
                    Ecs.PUT_ATTRIBUTES,
                    PutAttributesRequest.builder()
                            .cluster("fleet")
                            .attributes(List.of(Attribute.builder()
                                    .name("turn")
                                    .value(String.valueOf(number))
                                    .targetId(instance)
                                    .build()))
                            .build());
        }
        return null;
    }

    private static List<String> registered(HookedServer server) throws Exception {
        List<String> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(server.joined("fleet")
                    .call(
                            Ecs.REGISTER_CONTAINER_INSTANCE,
                            RegisterContainerInstanceRequest.builder()
                                    .cluster("fleet")
                                    .totalResources(List.of(amount("CPU"), amount("MEMORY")))
                                    .build())
                    .containerInstance()
                    .flatMap(instance -> instance.containerInstanceArn())
                    .orElseThrow());
        }
        return instances;
    }

    private static Resource amount(String name) {
        return Resource.builder().name(name).type("INTEGER").integerValue(1024).build();
    }
}
