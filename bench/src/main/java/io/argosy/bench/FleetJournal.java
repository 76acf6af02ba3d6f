package io.argosy.bench;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.ServiceName;
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
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.state.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives the journal of a server that does not run tasks of the last minutes, through the store itself: they ran and
/// stopped, and a server remembers them for an hour.
final class FleetJournal implements AutoCloseable {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final int TASKS_A_WRITE = 500;
    private static final int INSTANCES = 5_000;
    private static final StopReason EXITED =
            new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");

    private final Stores stores;
    private final Instant began = Instant.now();
    private int made;

    FleetJournal(Path journal) throws IOException {
        stores = Stores.open(journal, InstantSource.system());
    }

    /// So many of a service there is.
    void ofService(String service, String family, int count) {
        var name = new ServiceName(service);
        var deployment = store().read()
                .service(name)
                .orElseThrow()
                .deployments()
                .getFirst()
                .id();
        remember(new Owner.OfService(name, deployment), family, count);
    }

    void standalone(String family, int count) {
        remember(new Owner.Standalone("family:" + family, "bench"), family, count);
    }

    private void remember(Owner owner, String family, int count) {
        int end = made + count;
        while (made < end) {
            int upTo = Math.min(end, made + TASKS_A_WRITE);
            store().write(tx -> {
                for (int number = made; number < upTo; number++) {
                    runAndStop(tx, number, owner, family);
                }
                return upTo;
            });
            made = upTo;
        }
    }

    private ClusterStore store() {
        return stores.cluster(REALM, new ClusterName(Program.CLUSTER));
    }

    /// Over the last ten minutes, all of them.
    private void runAndStop(Transaction tx, int number, Owner owner, String family) {
        Instant at = began.minusMillis(number % 600_000);
        var on = new ContainerInstanceId("%032x".formatted(0xabcdef0000L + number % INSTANCES));
        Task placed = tx.add(task(number, owner, family, at), new Trigger.Placed(on, at));
        tx.move(tx.move(placed, new Trigger.Started(at)), new Trigger.Exited(EXITED, at));
    }

    private static Task task(int number, Owner owner, String family, Instant at) {
        // As ids are: no order in them.
        var id = new TaskId("%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, (long) number));
        String arn = "arn:aws:ecs:local-1:123456789012:%s/bench/" + id;
        return new Task(
                id,
                new TaskDefinitionId(family, 1),
                owner,
                LaunchType.EC2,
                Optional.empty(),
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

    @Override
    public void close() {
        stores.close();
    }
}
