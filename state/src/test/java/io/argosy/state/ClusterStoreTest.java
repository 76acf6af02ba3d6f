package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
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
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.VersionInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterStoreTest {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final ClusterName NAME = new ClusterName("demo");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ContainerInstanceId INSTANCE = new ContainerInstanceId("0".repeat(32));

    @TempDir
    private Path folder;

    private Stores stores;
    private ClusterStore store;

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(folder.resolve("argosy.db"), InstantSource.fixed(NOW));
        store = stores.cluster(REALM, NAME);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aCommandThatHoldsUpTheOthersIsNamed() {
        PrintStream err = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            store.write(tx -> {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                return tx.now();
            });
        } finally {
            System.setErr(err);
        }

        // Its own classes are no answer, and this test is one of them.
        assertThat(log.toString(StandardCharsets.UTF_8))
                .containsPattern("a write of \\S+ held up the others for \\d+ ms");
    }

    @Test
    void aCommandThatThrowsChangesNothing() {
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.add(instance());
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(store.read().instances()).isEmpty();
        assertThat(store.<Integer>write(tx -> tx.state().instances().size())).isZero();
    }

    @Test
    void whatWasWrittenIsReadAndOutlivesTheProcess() throws IOException {
        Task task = task("a", 8080);
        store.write(tx -> {
            tx.add(instance());
            return tx.add(task, new Trigger.Placed(INSTANCE, NOW));
        });
        ClusterState before = store.read();
        stores.close();

        open();

        assertThat(store.read().task(task.id())).isEqualTo(before.task(task.id()));
        assertThat(store.read().instances()).containsExactlyElementsOf(before.instances());
        assertThat(store.read().loads()).containsExactlyElementsOf(before.loads());
        assertThat(store.read().tasksOn(INSTANCE)).hasSize(1);
    }

    @Test
    void aTaskHoldsItsResourcesFromPlacementToItsEnd() {
        Task task = task("a", 8080);
        store.write(tx -> {
            tx.add(instance());
            return tx.add(task, new Trigger.Placed(INSTANCE, NOW));
        });
        assertThat(used()).isEqualTo(new Resources(256, 128, Set.of(8080), Set.of()));
        assertThat(store.read().load(INSTANCE).orElseThrow().liveByGroup().of("family:web"))
                .isEqualTo(1);

        store.write(tx -> tx.move(tx.state().task(task.id()).orElseThrow(), new Trigger.Started(NOW)));
        assertThat(store.read().load(INSTANCE).orElseThrow().running()).isEqualTo(1);

        var reason = new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
        store.write(tx -> tx.move(tx.state().task(task.id()).orElseThrow(), new Trigger.Exited(reason, NOW)));

        assertThat(store.read().load(INSTANCE).orElseThrow()).isEqualTo(InstanceLoad.empty(instance()));
        assertThat(store.read().tasksOn(INSTANCE)).extracting(Task::state).allMatch(TaskState::stopped);
    }

    @Test
    void aTaskThatMovedOnSinceIsRefused() {
        Task stale = task("a", 8080);
        store.write(tx -> {
            tx.add(instance());
            return tx.add(stale, new Trigger.Placed(INSTANCE, NOW));
        });

        assertThatThrownBy(() -> store.write(tx -> tx.move(stale, new Trigger.Placed(INSTANCE, NOW))))
                .hasMessageContaining("has moved on since");
    }

    @Test
    void aTaskWaitsForItsInstanceAndTakesNothingUntilThen() {
        Task task = task("a", 8080);
        store.write(tx -> {
            tx.add(instance());
            tx.add(task);
            return tx.now();
        });
        assertThat(used()).isEqualTo(Resources.NONE);

        store.write(tx -> tx.move(tx.state().task(task.id()).orElseThrow(), new Trigger.Placed(INSTANCE, NOW)));

        assertThat(used()).isEqualTo(task.needs());
        assertThat(store.read().tasksOn(INSTANCE)).hasSize(1);
    }

    @Test
    void noWriteButAMoveChangesATasksState() {
        Task task = task("a", 8080);
        var reason = new StopReason(StopCode.USER_INITIATED, "over");
        store.write(tx -> {
            tx.add(instance());
            return tx.move(tx.add(task, new Trigger.Placed(INSTANCE, NOW)), new Trigger.Lost(reason, NOW));
        });
        Task stopped = store.read().task(task.id()).orElseThrow();

        assertThatThrownBy(() -> store.write(tx -> {
                    tx.update(stopped.moved(new TaskState.Running(INSTANCE), NOW));
                    return tx.now();
                }))
                .hasMessageContaining("only its lifecycle moves a task");
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.addOrUpdate(task);
                    return tx.now();
                }))
                .hasMessageContaining("only its lifecycle moves a task");
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.remove(stopped);
                    tx.add(stopped);
                    return tx.now();
                }))
                .hasMessageContaining("a task begins PROVISIONING");
        assertThat(store.read().task(task.id())).contains(stopped);
    }

    @Test
    void whatChangesTwiceInOneWriteIsOneRow() throws Exception {
        store.write(tx -> {
            tx.add(instance());
            tx.update(instance().disconnected(tx.now()));
            return tx.now();
        });
        stores.close();

        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("argosy.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM history")) {
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
        open();
        assertThat(store.read().instance(INSTANCE).orElseThrow().agentConnected())
                .isFalse();
    }

    @Test
    void watchersHearOfDurableChangesOnly() {
        List<Integer> seen = new ArrayList<>();
        var watch = store.watch(() -> seen.add(store.read().tokens().size()));

        store.write(tx -> {
            tx.add(new ClientToken("RunTask", "1", "", List.of(), NOW));
            return tx.now();
        });
        store.write(tx -> tx.now());
        watch.close();
        store.write(tx -> {
            tx.add(new ClientToken("RunTask", "2", "", List.of(), NOW));
            return tx.now();
        });

        assertThat(seen).containsExactly(1);
    }

    @Test
    void manyWritersNeverLoseAnUpdate() throws InterruptedException {
        var next = new AtomicInteger();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            writers.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 20; n++) {
                    store.write(tx -> {
                        int count = tx.state().tokens().size();
                        assertThat(count).isEqualTo(next.getAndIncrement());
                        tx.add(new ClientToken("count", "%05d".formatted(count), "", List.of(), tx.now()));
                        return count;
                    });
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(store.read().tokens()).hasSize(64 * 20);
    }

    /// Whoever writes while the stores close is served or refused, and never left waiting.
    @Test
    void closingLeavesNoWriterWaiting() throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        var begun = new CountDownLatch(32);
        for (int i = 0; i < 32; i++) {
            writers.add(Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        begun.countDown();
                        store.write(tx -> {
                            tx.addOrUpdate(instance());
                            return tx.now();
                        });
                    }
                } catch (IllegalStateException closed) {
                    assertThat(closed).hasMessage("the store is closed");
                }
            }));
        }
        begun.await();

        stores.close();

        for (Thread writer : writers) {
            assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
        }
    }

    private Resources used() {
        return store.read().load(INSTANCE).orElseThrow().used();
    }

    private static ContainerInstance instance() {
        return new ContainerInstance(
                INSTANCE,
                "i-1",
                ContainerInstance.Status.ACTIVE,
                true,
                new Resources(2048, 4096, Set.of(22), Set.of()),
                List.of(),
                VersionInfo.builder().build(),
                List.of(),
                NOW,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Task task(String digit, int port) {
        return new Task(
                new TaskId(digit.repeat(32)),
                new TaskDefinitionId("web", 1),
                new Owner.Standalone("family:web", ""),
                LaunchType.EC2,
                Optional.empty(),
                new Resources(256, 128, Set.of(port), Set.of()),
                TaskOverride.builder().containerOverrides(Optional.empty()).build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(NOW),
                List.of(),
                List.of(),
                false,
                List.of(),
                1);
    }
}
