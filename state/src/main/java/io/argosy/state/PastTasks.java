package io.argosy.state;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.TaskOverride;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Puts tasks of the last minutes, which ran and stopped, into a store by its own writes, where no agent is: what a
/// server remembers, for its rehearsal and for measurements.
public final class PastTasks {
    private static final int A_WRITE = 500;
    private static final int INSTANCES = 5_000;
    private static final int LASTED_MS = 600_000;
    private static final StopReason EXITED =
            new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");

    private final ClusterStore store;
    private final String cluster;
    private final Instant now;
    private int made;

    public PastTasks(ClusterStore store, String cluster, Instant now) {
        this.store = store;
        this.cluster = cluster;
        this.now = now;
    }

    public void add(Owner owner, String family, int count) {
        int end = made + count;
        while (made < end) {
            int upTo = Math.min(end, made + A_WRITE);
            store.write(tx -> {
                for (int number = made; number < upTo; number++) {
                    runAndStop(tx, number, owner, family);
                }
                return upTo;
            });
            made = upTo;
        }
    }

    private void runAndStop(Transaction tx, int number, Owner owner, String family) {
        Instant at = now.minusMillis(number % LASTED_MS);
        var on = new ContainerInstanceId("%032x".formatted(0xabcdef0000L + number % INSTANCES));
        Task placed = tx.add(task(number, owner, family, at), new Trigger.Placed(on, at));
        tx.move(tx.move(placed, new Trigger.Started(at)), new Trigger.Exited(EXITED, at));
    }

    private Task task(int number, Owner owner, String family, Instant at) {
        // As ids are: no order in them.
        var id = new TaskId("%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, (long) number));
        String arn = "arn:aws:ecs:local-1:123456789012:%s/" + cluster + "/" + id;
        return new Task(
                id,
                new TaskDefinitionId(family, 1),
                owner,
                LaunchType.EC2,
                new Resources(10, 64, Set.of(), Set.of()),
                TaskOverride.builder().build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(at),
                List.of(Container.builder()
                        .containerArn(arn.formatted("container") + "/" + id)
                        .taskArn(arn.formatted("task"))
                        .name("app")
                        .image("registry.example/team/app:1.2.3")
                        .lastStatus("PENDING")
                        .healthStatus("UNKNOWN")
                        .cpu("10")
                        .memory("64")
                        .networkInterfaces(List.of())
                        .build()),
                List.of(),
                false,
                List.of(),
                0);
    }
}
