package io.argosy.agent.tasks;

import static io.argosy.agent.tasks.ScriptedExecutor.STARTED;
import static io.argosy.agent.tasks.ScriptedExecutor.id;
import static io.argosy.agent.tasks.ScriptedExecutor.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.Waiting;
import io.argosy.agent.reports.Reporter;
import io.argosy.agent.store.AgentStore;
import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.docker.EngineEvent;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real supervisors over a real file, told by hand what the engine would tell and given what it would answer.
final class TaskSupervisorTest {
    @TempDir
    private Path directory;

    private final ScriptedExecutor engine = new ScriptedExecutor();
    private final AtomicReference<CountDownLatch> held = new AtomicReference<>(new CountDownLatch(0));
    private final CountDownLatch heldUp = new CountDownLatch(1);
    private Outbound outbound;
    private AgentStore store;
    private Supervisors supervisors;

    @BeforeEach
    void open() throws Exception {
        outbound = new Outbound(Duration.ofSeconds(1));
        store = AgentStore.open(directory, _ -> {});
        var identity = new ClientIdentity(AccessKey.lasting("AKIDEXAMPLE", "secret"), "us-east-1");
        var nobody = new ApiClient(outbound, URI.create("http://127.0.0.1:1"), identity, Instant::now);
        var taskStore = new TaskStore(store, new Reporter(store, nobody, new Random(7)), "c");
        var planner = new ContainerPlanner(Duration.ofSeconds(1));
        supervisors = new Supervisors(
                new Supervisors.Dependencies(engine, planner, taskStore, new TaskCredentials()),
                Instant::now,
                TaskSupervisorTest::freshId,
                _ -> holdHere());
    }

    @AfterEach
    void close() {
        held.get().countDown();
        supervisors.close();
        store.close();
        outbound.close();
    }

    private static String freshId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /// Holds the supervisor up for as long as the test wants, and says so.
    private void holdHere() {
        CountDownLatch hold = held.get();
        if (hold.getCount() > 0) {
            heldUp.countDown();
            await(hold);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private AcsTask take(AcsContainer.Builder... containers) {
        AcsTask task = AcsTask.start("arn:aws:ecs:us-east-1:111122223333:task/c/" + freshId(), "web", "1")
                .containers(List.of(containers).stream()
                        .map(AcsContainer.Builder::build)
                        .toList())
                .build();
        supervisors.take(List.of(task));
        return task;
    }

    private AcsTask runningTask(AcsContainer.Builder... containers) throws Exception {
        AcsTask task = take(containers);
        Waiting.until(() -> record(task).status().equals(TaskRecord.RUNNING));
        return task;
    }

    private static AcsContainer.Builder app() {
        return AcsContainer.of("app", "image");
    }

    private TaskRecord record(AcsTask task) {
        return supervisors.task(task.arn()).orElseThrow();
    }

    private ContainerState app(AcsTask task) {
        return record(task).container("app").state();
    }

    private boolean stop(AcsTask task) {
        return supervisors.take(List.of(AcsTask.stop(task.arn(), "web", "1")));
    }

    private void tell(AcsTask task, String action, Map<String, String> more) {
        Map<String, String> attributes = new HashMap<>(more);
        attributes.put(Labels.TASK, task.arn());
        supervisors.hear(new EngineEvent(action, id("app"), attributes, STARTED.plusSeconds(1)));
    }

    private void awaitEnd(AcsTask task) throws Exception {
        Waiting.until(() ->
                supervisors.saved().stream().anyMatch(one -> one.arn().equals(task.arn()) && one.over()));
    }

    @Test
    void aTaskRunsToItsEnd() throws Exception {
        AcsTask task = runningTask(app());

        tell(task, "die", Map.of("exitCode", "7"));

        awaitEnd(task);
        assertThat(engine.performed).containsExactly("app Pull", "app Create", "app Start");
        assertThat(((Ended) app(task)).exitCode()).contains(7);
        Waiting.until(() -> engine.released.equals(List.of(task.arn())));
    }

    @Test
    void aStopDoesNotWaitForAPull() throws Exception {
        var interrupted = new CountDownLatch(1);
        var pulling = new CountDownLatch(1);
        engine.when(ContainerStep.Pull.class, execution -> {
            try {
                pulling.countDown();
                Thread.sleep(Duration.ofMinutes(1));
                return execution.before();
            } finally {
                interrupted.countDown();
            }
        });
        AcsTask task = take(app());
        await(pulling);

        assertThat(stop(task)).isTrue();

        awaitEnd(task);
        await(interrupted);
        assertThat(engine.performed).containsExactly("app Pull");
    }

    @Test
    void aCreateThatWaitsForItsTurnIsCancelled() throws Exception {
        var waiting = new CountDownLatch(1);
        engine.when(ContainerStep.Create.class, execution -> {
            waiting.countDown();
            Thread.sleep(Duration.ofMinutes(1));
            return execution.before();
        });
        AcsTask task = take(app());
        await(waiting);

        assertThat(stop(task)).isTrue();

        awaitEnd(task);
        assertThat(engine.performed).containsExactly("app Pull", "app Create", "app Discard");
    }

    @Test
    void aCreateThatActsIsLetFinishAndItsContainerStopped() throws Exception {
        var acting = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        engine.when(ContainerStep.Create.class, execution -> {
            assertThat(execution.begin()).isTrue();
            acting.countDown();
            finish.await();
            return new Created(id("app"), ScriptedExecutor.IMAGE);
        });
        AcsTask task = take(app());
        await(acting);
        assertThat(stop(task)).isTrue();

        finish.countDown();

        awaitEnd(task);
        assertThat(engine.performed).containsExactly("app Pull", "app Create", "app Stop");
    }

    @Test
    void newsDuringALookAreFollowedByAnother() throws Exception {
        AcsTask task = runningTask(app());
        var looking = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        engine.when(ContainerStep.Look.class, _ -> {
            looking.countDown();
            answer.await();
            return running("app");
        });
        supervisors.resync();
        await(looking);
        tell(task, "health_status: healthy", Map.of());
        Waiting.until(() -> app(task).shown().health() == Health.HEALTHY);
        var healthier = ((Running) app(task)).observed().withHealth(Health.UNHEALTHY, STARTED.plusSeconds(2));
        engine.when(ContainerStep.Look.class, _ -> new Running(id("app"), ScriptedExecutor.IMAGE, STARTED, healthier));

        answer.countDown();

        Waiting.until(() -> app(task).shown().health() == Health.UNHEALTHY);
        assertThat(engine.performed).endsWith("app Look", "app Look");
    }

    @Test
    void whatACrowdedMailboxLostIsFoundByALook() throws Exception {
        AcsTask task = runningTask(app());
        var latch = new CountDownLatch(1);
        held.set(latch);
        tell(task, "health_status: healthy", Map.of());
        await(heldUp);
        engine.when(
                ContainerStep.Look.class,
                _ -> running("app").ended(Optional.of(9), Optional.empty(), STARTED.plusSeconds(5)));
        for (int i = 0; i < 2_000; i++) {
            tell(task, "oom", Map.of());
        }
        tell(task, "die", Map.of("exitCode", "9"));

        latch.countDown();

        awaitEnd(task);
        assertThat(((Ended) app(task)).exitCode()).contains(9);
        assertThat(engine.performed).endsWith("app Look");
    }

    @Test
    void aStepThatBreaksEndsItsContainerAndNothingElse() throws Exception {
        engine.when(ContainerStep.Create.class, _ -> {
            throw new IllegalStateException("a bug of the test");
        });
        AcsTask task = take(app());

        awaitEnd(task);

        assertThat(((Ended) app(task)).reason())
                .contains("TaskStateError: java.lang.IllegalStateException: a bug of the test");
    }

    @Test
    void theEndOfAnEssentialContainerStopsTheOthers() throws Exception {
        AcsTask task = runningTask(app(), AcsContainer.of("other", "image").essential(false));

        tell(task, "die", Map.of("exitCode", "0"));

        awaitEnd(task);
        assertThat(engine.performed).contains("other Stop").doesNotContain("app Stop");
    }

    @Test
    void aTaskThatWasRunningIsOnlyLookedAtAfterARestart() throws Exception {
        AcsTask task = runningTask(app());
        Waiting.until(() -> supervisors.saved().getFirst().status().equals(TaskRecord.RUNNING));
        supervisors.close();
        engine.performed.clear();

        supervisors.restore();

        Waiting.until(() -> engine.performed.contains("app Look"));
        assertThat(engine.performed).containsOnly("app Look");
        assertThat(app(task)).isEqualTo(running("app"));
    }

    @Test
    void aTaskWaitsForThePortsOfAnotherAndHoldsUpNobody() throws Exception {
        var port = List.of(new AcsContainer.PortMapping(80, 8080, Optional.of("tcp")));
        AcsTask first = runningTask(app().portMappings(port));
        AcsTask second = take(app().portMappings(port));
        Waiting.until(() -> app(second) instanceof ContainerState.Pulled);
        runningTask(app());
        assertThat(app(second)).isInstanceOf(ContainerState.Pulled.class);

        stop(first);

        Waiting.until(() -> app(second) instanceof Running);
    }

    @Test
    void anAssignmentWhoseDependenciesCannotBeReadIsAnsweredAsStopped() {
        AcsTask task = take(app().dependsOn(List.of(new AcsContainer.Dependency("app", "NONESUCH"))));

        assertThat(record(task).status()).isEqualTo(TaskRecord.STOPPED);
        assertThat(store.tasksWithReports()).contains(task.arn());
    }
}
