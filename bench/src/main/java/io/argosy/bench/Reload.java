package io.argosy.bench;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.state.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// How long a server reads a journal full of running tasks before it can serve.
final class Reload {
    private static final int INSTANCES = 5_000;
    private static final int TASKS_A_WRITE = 500;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final String CLUSTER_ARN = "arn:aws:ecs:local-1:123456789012:task/default/";

    private final Path journal;
    private final int tasks;

    Reload(Path folder, int tasks) throws IOException {
        this.journal = folder.resolve("reload.db");
        this.tasks = tasks;
        try (Stores stores = open()) {
            ClusterStore store =
                    stores.cluster(new AccountRegion("123456789012", "local-1"), new ClusterName("default"));
            for (int from = 0; from < INSTANCES; from += TASKS_A_WRITE) {
                int first = from;
                store.write(tx -> fill(first, INSTANCES, i -> tx.add(instance(i))));
            }
            for (int from = 0; from < tasks; from += TASKS_A_WRITE) {
                int first = from;
                store.write(tx -> fill(first, tasks, i -> run(tx, i)));
            }
        }
    }

    private Stores open() throws IOException {
        return Stores.open(journal, InstantSource.system());
    }

    private static int fill(int from, int end, IntConsumer each) {
        IntStream.range(from, Math.min(end, from + TASKS_A_WRITE)).forEach(each);
        return from;
    }

    /// From the opening of the file to a state that can be read.
    Duration time() throws IOException {
        long began = System.nanoTime();
        try (Stores stores = open()) {
            int found = stores.clusters().iterator().next().read().tasks().size();
            long ended = System.nanoTime();
            if (found != tasks) {
                throw new IllegalStateException(found + " tasks instead of " + tasks);
            }
            return Duration.ofNanos(ended - began);
        }
    }

    private static void run(Transaction tx, int number) {
        Task task = tx.add(task(number), new Trigger.Placed(instanceId(number % INSTANCES), NOW));
        tx.move(task, new Trigger.Started(NOW.plusMillis(number)));
    }

    private static ContainerInstanceId instanceId(int number) {
        return new ContainerInstanceId("%032x".formatted(0xabcdef0000L + number));
    }

    private static ContainerInstance instance(int number) {
        return new ContainerInstance(
                instanceId(number),
                "i-" + number,
                ContainerInstance.Status.ACTIVE,
                true,
                new Resources(64_000, 256_000, Set.of(22, 2375, 2376), Set.of()),
                IntStream.range(0, 48)
                        .mapToObj(i -> Attribute.builder()
                                .name("ecs.capability.number-" + i)
                                .value(i % 4 == 0 ? Optional.of("some") : Optional.empty())
                                .build())
                        .toList(),
                VersionInfo.builder().agentVersion("1.105.1").build(),
                List.of(),
                NOW,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Task task(int number) {
        // As ids are: no order in them.
        var id = new TaskId("%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, (long) number));
        return new Task(
                id,
                new TaskDefinitionId("web", 3),
                new Owner.Standalone("family:web", "load"),
                LaunchType.EC2,
                Optional.empty(),
                new Resources(10, 64, Set.of(), Set.of()),
                TaskOverride.builder()
                        .containerOverrides(
                                List.of(ContainerOverride.builder().name("web").build()))
                        .build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(NOW.plusMillis(number)),
                List.of(container(id)),
                List.of(),
                false,
                List.of(),
                0);
    }

    private static Container container(TaskId task) {
        return Container.builder()
                .containerArn(CLUSTER_ARN.replace("task", "container") + task + "/" + task)
                .taskArn(CLUSTER_ARN + task)
                .name("web")
                .image("registry.example.internal/shop/web:1.2.3")
                .lastStatus("RUNNING")
                .healthStatus("UNKNOWN")
                .cpu("10")
                .memory("64")
                .networkBindings(List.of(NetworkBinding.builder()
                        .bindIP("0.0.0.0")
                        .containerPort(80)
                        .hostPort(32_768)
                        .protocol("tcp")
                        .build()))
                .networkInterfaces(List.of())
                .build();
    }
}
