package io.argosy.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AccountRegion;
import io.argosy.model.AddressRange;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ElasticNetworkInterface;
import io.argosy.model.LaunchType;
import io.argosy.model.LostTask;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskSubnet;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Subnets and addresses through the real store: whatever happens in whatever order, nothing that may run shares an
/// address with anything else.
final class TaskInterfacesTest {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskDefinitionId WEB = new TaskDefinitionId("web", 1);
    private static final TaskSubnets.Pool SMALL = new TaskSubnets.Pool(AddressRange.parse("10.214.0.0/24"), 28);

    @TempDir
    private Path folder;

    private Stores stores;
    private TaskSubnets subnets;
    private int lastId;

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(folder.resolve("argosy.db"), InstantSource.fixed(NOW));
        subnets = new TaskSubnets(stores, SMALL);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void restart() throws IOException {
        stores.close();
        open();
    }

    private ClusterStore cluster(int number) {
        return stores.cluster(REALM, new ClusterName("c" + number));
    }

    private String id() {
        return "%032x".formatted(++lastId);
    }

    private Optional<ContainerInstanceId> join(ClusterStore store) {
        var instance = new ContainerInstanceId(id());
        Optional<AddressRange> range = subnets.promise();
        store.write(tx -> {
            tx.add(new ContainerInstance(
                    instance,
                    "mi-1",
                    ContainerInstance.Status.ACTIVE,
                    true,
                    Resources.NONE,
                    List.of(),
                    VersionInfo.builder().build(),
                    List.of(),
                    NOW,
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty()));
            range.ifPresent(had -> tx.add(new TaskSubnet(instance, had.toString(), "10.0.0.1", 1)));
            return NOW;
        });
        range.ifPresent(subnets::settle);
        return range.map(_ -> instance);
    }

    private Optional<ElasticNetworkInterface> place(ClusterStore store, ContainerInstanceId on) {
        var id = new TaskId(id());
        return store.write(tx -> {
            Optional<ElasticNetworkInterface> given = TaskInterfaces.give(tx, id, on, "subnet-a", this::id);
            given.ifPresent(_ -> tx.add(task(id), new Trigger.Placed(on, NOW)));
            return given;
        });
    }

    private static Task task(TaskId id) {
        return new Task(
                id,
                WEB,
                new Owner.Standalone("family:web", ""),
                LaunchType.EC2,
                Optional.empty(),
                Resources.NONE,
                TaskOverride.builder().build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(NOW),
                List.of(),
                List.of(),
                false,
                List.of(),
                0);
    }

    private static void end(ClusterStore store, TaskId task, boolean lost) {
        var reason = new StopReason(StopCode.USER_INITIATED, "over");
        store.write(tx -> {
            Task known = tx.state().task(task).orElseThrow();
            known.on().ifPresent(on -> {
                tx.move(known, lost ? new Trigger.Lost(reason, NOW) : new Trigger.Exited(reason, NOW));
                if (lost) {
                    ContainerInstance instance = tx.state().instance(on).orElseThrow();
                    List<LostTask> all = new ArrayList<>(instance.lost());
                    all.add(new LostTask(task, WEB, false));
                    tx.update(instance.withLost(all));
                }
            });
            return NOW;
        });
    }

    private static void forget(ClusterStore store) {
        store.write(tx -> {
            tx.state().tasks().stream()
                    .filter(task -> task.state().stopped())
                    .toList()
                    .forEach(tx::remove);
            TaskInterfaces.forgotten(tx.state()).toList().forEach(tx::remove);
            return NOW;
        });
    }

    /// Of what may run in any cluster: by address, who has it.
    private void everyAddressIsOnes() {
        Map<String, TaskId> held = new HashMap<>();
        for (ClusterStore store : stores.clusters()) {
            ClusterState state = store.read();
            for (ElasticNetworkInterface network :
                    state.table(ElasticNetworkInterface.KIND).values()) {
                if (TaskInterfaces.had(state, network)) {
                    assertThat(held.put(network.address(), network.task()))
                            .as(network.address())
                            .isNull();
                }
                var range = AddressRange.parse(network.range());
                assertThat(network.address()).isNotIn(range.at(0), range.at(1), range.at(range.size() - 1));
                assertThat(range.holds(AddressRange.address(network.address()))).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingThatMayRunSharesAnAddress(long seed) throws IOException {
        var chance = new Random(seed);
        for (int step = 0; step < 600; step++) {
            ClusterStore store = cluster(chance.nextInt(3));
            List<ContainerInstance> instances = List.copyOf(store.read().instances());
            List<Task> tasks = List.copyOf(store.read().tasks());
            switch (chance.nextInt(12)) {
                case 0 -> join(store);
                case 1 -> forget(store);
                case 2 -> {
                    if (chance.nextInt(20) == 0) {
                        restart();
                    }
                }
                case 3, 4 -> {
                    if (!tasks.isEmpty()) {
                        end(store, tasks.get(chance.nextInt(tasks.size())).id(), chance.nextInt(4) == 0);
                    }
                }
                default -> {
                    if (!instances.isEmpty()) {
                        place(
                                store,
                                instances.get(chance.nextInt(instances.size())).id());
                    }
                }
            }
            everyAddressIsOnes();
        }
    }

    @Test
    void subnetsAreOnesAcrossClustersAndRunOut() throws IOException {
        List<Optional<ContainerInstanceId>> joined = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            joined.add(join(cluster(i % 2)));
            if (i == 8) {
                restart();
            }
        }

        assertThat(joined.subList(0, 16)).allMatch(Optional::isPresent);
        assertThat(joined.get(16)).isEmpty();
        assertThat(subnets.layout().routes())
                .extracting(TaskSubnets.Route::range)
                .doesNotHaveDuplicates()
                .hasSize(16);
    }

    @Test
    void aSubnetThatIsGivenBackIsGivenOutAgainLast() {
        ContainerInstanceId first = join(cluster(0)).orElseThrow();
        cluster(0).write(tx -> {
            tx.remove(tx.state().instance(first).orElseThrow());
            TaskInterfaces.forgotten(tx.state()).toList().forEach(tx::remove);
            return NOW;
        });

        List<AddressRange> next = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            next.add(subnets.promise().orElseThrow());
        }

        assertThat(next.getLast()).isEqualTo(AddressRange.parse("10.214.0.0/28"));
        assertThat(subnets.promise()).isEmpty();
    }

    @Test
    void listenersHearOfSubnetsAndNotOfAddresses() {
        List<String> heard = new ArrayList<>();
        subnets.onChange(() -> heard.add("changed"));

        ContainerInstanceId instance = join(cluster(0)).orElseThrow();
        place(cluster(0), instance);
        place(cluster(0), instance);

        assertThat(heard).hasSize(1);
    }

    /// The task is no longer remembered, and its instance has not said that it is over.
    @Test
    void aLostTaskKeepsItsAddressUntilItsAgentSaysThatItIsOver() {
        ClusterStore store = cluster(0);
        ContainerInstanceId instance = join(store).orElseThrow();
        ElasticNetworkInterface lost = place(store, instance).orElseThrow();
        end(store, lost.task(), true);
        forget(store);

        List<String> given = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            given.add(place(store, instance).orElseThrow().address());
        }

        assertThat(given).doesNotContain(lost.address());
        assertThat(place(store, instance)).isEmpty();
        store.write(tx -> {
            tx.update(tx.state().instance(instance).orElseThrow().without(lost.task()));
            return NOW;
        });
        assertThat(place(store, instance).map(ElasticNetworkInterface::address)).contains(lost.address());
    }
}
