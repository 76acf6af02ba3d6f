package io.argosy.reconcilers;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.ControlSettings;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.LostTask;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.Touched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Machines whose agents go away, with a service of four tasks on two of them.
final class InstanceReconcilerTest {
    private static final ControlSettings USUAL = ControlSettings.at(URI.create("http://fleet.example:9080"));

    @TempDir
    private Path folder;

    private ServiceStage stage;
    private InstanceReconciler instances;
    private ContainerInstanceId first;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        instances = reconciler(USUAL.lostAfter());
        first = stage.joined(4);
        stage.joined(4);
        stage.create(ServiceStage.web(stage.defined(), 4));
        stage.settle(5);
        assertThat(on(first)).isNotEmpty();
    }

    private InstanceReconciler reconciler(Duration lostAfter) {
        var settings = USUAL.withLostAfter(lostAfter);
        return new InstanceReconciler(stage.store(), settings, stage::now, () -> "0".repeat(32));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aServiceOutlivesAnInstance() {
        List<Task> there = on(first);
        disconnect(first);
        waitAndPass(USUAL.lostAfter().minusMillis(1));
        assertThat(on(first)).hasSameSizeAs(there);

        waitAndPass(Duration.ofMillis(1));

        assertThat(there)
                .allSatisfy(task -> assertThat(stateOf(task))
                        .isEqualTo(new TaskState.Stopped(
                                new StopReason(
                                        StopCode.TERMINATION_NOTICE,
                                        "Host EC2 (instance " + instance(first).ec2InstanceId() + ") terminated."),
                                new io.argosy.model.LastInstance.On(first))));
        stage.settle(5);
        assertThat(stage.running())
                .hasSize(4)
                .noneMatch(task -> task.on().filter(first::equals).isPresent());
        assertThat(stage.steady()).isTrue();
    }

    @Test
    void itsServicesAreToldAtOnceButNotOfEveryReconnection() {
        int tasks = on(first).size();
        disconnect(first);
        waitAndPass(Duration.ofSeconds(5));
        connect(first);
        waitAndPass(Duration.ofSeconds(60));
        assertThat(stage.events()).noneMatch(text -> text.contains("disconnected"));

        disconnect(first);
        instances.pass();
        assertThat(instances.wakeAt()).contains(stage.now().plus(InstanceReconciler.WORTH_SAYING));
        waitAndPass(InstanceReconciler.WORTH_SAYING);
        waitAndPass(Duration.ofSeconds(1));

        assertThat(stage.events().getFirst())
                .isEqualTo("(service web) has " + tasks + " tasks on (container-instance " + first
                        + "), whose agent is disconnected. If it does not come back within 120 seconds, they are given"
                        + " up and replaced.");
        assertThat(stage.events())
                .filteredOn(text -> text.contains("disconnected"))
                .hasSize(1);
    }

    @Test
    void neverMeansNever() {
        instances = reconciler(ControlSettings.NEVER);
        List<Task> there = on(first);
        disconnect(first);

        waitAndPass(Duration.ofDays(1));
        waitAndPass(Duration.ofDays(400));

        assertThat(on(first)).isEqualTo(there);
        assertThat(stage.events().getFirst())
                .endsWith("They are replaced once the container instance is deregistered.");
        assertThat(instances.wakeAt()).isEmpty();
    }

    @Test
    void theTimeAServerIsDownIsNobodysAbsence() {
        disconnect(first);
        waitAndPass(Duration.ofSeconds(100));
        stage.wait(Duration.ofHours(3));
        instances = reconciler(USUAL.lostAfter());

        waitAndPass(USUAL.lostAfter().minusSeconds(1));
        assertThat(on(first)).isNotEmpty();

        waitAndPass(USUAL.lostAfter());
        assertThat(on(first)).isEmpty();
    }

    @Test
    void aServiceOnALostInstanceCanBeDeletedAndMadeAgain() {
        disconnect(first);
        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").force(true).build());
        stage.reconcile();
        assertThat(stage.described().status()).contains("DRAINING");

        instances.pass();
        waitAndPass(USUAL.lostAfter());
        stage.agentsWork();
        stage.reconcile();

        assertThat(stage.described().status()).contains("INACTIVE");
        stage.create(ServiceStage.web("web:1", 1));
    }

    @Test
    void oneThatComesBackTakesNoTasksUntilItsAgentSaysThatWhatWasGivenUpIsOver() {
        List<Task> there = on(first);
        disconnect(first);
        instances.pass();
        waitAndPass(USUAL.lostAfter());
        connect(first);

        assertThat(instance(first).lost())
                .extracting(LostTask::id)
                .containsExactlyInAnyOrderElementsOf(
                        there.stream().map(Task::id).toList());
        stage.update(service -> service.desiredCount(8));
        stage.settle(2);
        assertThat(on(first)).isEmpty();

        stage.store().write(tx -> {
            there.forEach(task -> io.argosy.control.LostTasks.over(tx, task.id()));
            return there;
        });
        stage.settle(10);
        assertThat(on(first)).hasSize(4);
    }

    @Test
    void thatWaitEndsWhateverTheAgentSays() {
        disconnect(first);
        instances.pass();
        waitAndPass(USUAL.lostAfter());
        connect(first);
        waitAndPass(Duration.ofSeconds(1));
        waitAndPass(InstanceReconciler.LONGEST_RECOVERY.minusSeconds(2));
        assertThat(instance(first).lost()).isNotEmpty();

        waitAndPass(Duration.ofSeconds(1));

        assertThat(instance(first).lost()).isEmpty();
    }

    @Test
    void aPassLooksAtWhatChangedAndAtAllOfThemNowAndThen() {
        for (int more = 0; more < 8; more++) {
            stage.joined(1);
        }
        assertThat(looked()).isEqualTo(10);
        assertThat(looked()).isZero();

        disconnect(first);
        assertThat(looked()).isEqualTo(1);
        stage.wait(InstanceReconciler.WORTH_SAYING.minusMillis(1));
        assertThat(looked()).isZero();
        stage.wait(Duration.ofMillis(1));
        assertThat(looked()).isEqualTo(1);
        assertThat(stage.events().getFirst()).contains("whose agent is disconnected");
        assertThat(looked()).isZero();

        stage.wait(instances.period());
        assertThat(looked()).isEqualTo(10);
    }

    private int looked() {
        instances.pass();
        return instances.looked();
    }

    @Test
    void aLostHintIsMendedByTheSlowPass() {
        var nothing = new Touched(false, Set.of(), Set.of(), Set.of(), false);
        instances = new InstanceReconciler(
                stage.store(),
                USUAL,
                stage::now,
                () -> "0".repeat(32),
                seen -> seen < 0 ? stage.store().touchedAfter(seen) : nothing);
        instances.pass();
        disconnect(first);
        instances.pass();
        assertThat(instances.wakeAt()).isEmpty();

        stage.wait(instances.period());
        instances.pass();

        assertThat(instances.wakeAt()).contains(stage.now().plus(InstanceReconciler.WORTH_SAYING));
    }

    @Test
    void whatWasToStopAnywayKeepsItsReason() {
        Task task = on(first).getFirst();
        var asked = new StopReason(StopCode.USER_INITIATED, "enough");
        stage.store()
                .write(tx -> tx.move(
                        tx.state().task(task.id()).orElseThrow(), new Trigger.StopRequested(asked, stage.now())));
        disconnect(first);
        instances.pass();

        waitAndPass(USUAL.lostAfter());

        assertThat(stateOf(task))
                .isInstanceOfSatisfying(
                        TaskState.Stopped.class,
                        stopped -> assertThat(stopped.reason()).isEqualTo(asked));
    }

    private void waitAndPass(Duration time) {
        instances.pass();
        stage.wait(time);
        instances.pass();
    }

    private List<Task> on(ContainerInstanceId id) {
        return stage.store().read().tasksOn(id).stream()
                .filter(task -> task.on().isPresent())
                .toList();
    }

    private TaskState stateOf(Task task) {
        return stage.store().read().task(task.id()).orElseThrow().state();
    }

    private ContainerInstance instance(ContainerInstanceId id) {
        return stage.store().read().instance(id).orElseThrow();
    }

    private void disconnect(ContainerInstanceId id) {
        stage.store().write(tx -> {
            tx.update(tx.state().instance(id).orElseThrow().disconnected(tx.now()));
            return id;
        });
    }

    private void connect(ContainerInstanceId id) {
        stage.store().write(tx -> {
            tx.update(tx.state().instance(id).orElseThrow().connected());
            return id;
        });
    }
}
