package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ClientToken;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ServiceName;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.state.Touched;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many services a pass plans, not how long it takes.
final class DueServicesTest {
    private static final int SERVICES = 30;
    private static final Touched NOTHING = new Touched(false, Set.of(), Set.of(), Set.of(), false);

    @TempDir
    private Path folder;

    private ServiceStage stage;
    private ContainerInstanceId instance;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
        instance = stage.joined(4 * SERVICES);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /// Each with one task that runs.
    private void servicesAtRest() {
        IntStream.range(0, SERVICES).forEach(i -> stage.create(web("web:1", 1).serviceName("service-" + i)));
        for (int minute = 0; minute < 3; minute++) {
            stage.reconcile();
            stage.agentsWork();
            stage.wait(Duration.ofMinutes(1));
        }
        stage.reconcile();
    }

    private int planned() {
        stage.services().pass();
        return stage.services().planned();
    }

    private Task taskOf(String service) {
        return stage.store().read().liveOf(new ServiceName(service)).iterator().next();
    }

    private void unrelated() {
        stage.store().write(tx -> {
            tx.addOrUpdate(new ClientToken("RunTask", "0123", "", List.of(), tx.now()));
            return tx.now();
        });
    }

    @Test
    void aPassPlansWhatCommitsTouchedAndNothingElse() {
        servicesAtRest();

        unrelated();
        assertThat(planned()).isZero();

        stage.exit(taskOf("service-7"));
        assertThat(planned()).isEqualTo(1);
        assertThat(stage.store().read().liveOf(new ServiceName("service-7"))).hasSize(1);
    }

    /// Thousands of remembered tasks of a crash loop are not looked at again.
    @Test
    void aPlanIsMadeOfLiveTasksAlone() {
        stage.create(web("web:1", 2));
        for (int crash = 0; crash < 200; crash++) {
            stage.reconcile();
            stage.agentsWork();
            stage.running().forEach(stage::exit);
            stage.wait(Duration.ofMinutes(6));
        }
        stage.reconcile();
        stage.agentsWork();

        assertThat(planned()).isEqualTo(1);

        var state = stage.store().read();
        assertThat(state.tasksOf(new ServiceName("web"))).hasSizeGreaterThan(200);
        assertThat(ServiceView.of(stage.service(), state).live()).hasSize(2);
    }

    @Test
    void everythingIsPlannedOnceInAWhile() {
        servicesAtRest();
        unrelated();
        assertThat(planned()).isZero();

        stage.wait(Duration.ofSeconds(30));
        assertThat(planned()).isEqualTo(SERVICES);
        assertThat(planned()).isZero();
    }

    @Test
    void aLostHintIsMendedByTheSlowPass() {
        servicesAtRest();
        var deaf = new ServiceReconciler(
                stage.store(),
                stage.stores().account(ServiceStage.REALM),
                stage.means(),
                seen -> seen < 0 ? stage.store().touchedAfter(seen) : NOTHING);
        deaf.pass();
        stage.exit(taskOf("service-3"));

        deaf.pass();
        assertThat(stage.store().read().liveOf(new ServiceName("service-3"))).isEmpty();

        stage.wait(Duration.ofSeconds(30));
        deaf.pass();
        assertThat(stage.store().read().liveOf(new ServiceName("service-3"))).hasSize(1);
    }

    @Test
    void whoWaitsForRoomIsPlannedWhenThereIsMoreOfIt() {
        servicesAtRest();
        stage.create(web("web:1", 4 * SERVICES));
        stage.reconcile();
        stage.agentsWork();
        stage.reconcile();
        assertThat(stage.live()).hasSize(3 * SERVICES);

        unrelated();
        assertThat(planned()).isZero();

        stage.exit(taskOf("service-1"));
        assertThat(planned()).isEqualTo(2);
    }

    @Test
    void whoWaitsForCompanyIsPlannedWhenTasksCome() {
        stage.create(web("web:1", 1)
                .placementConstraints(List.of(PlacementConstraint.builder()
                        .type("memberOf")
                        .expression("task:group == service:other")
                        .build())));
        stage.reconcile();
        assertThat(stage.live()).isEmpty();

        stage.create(web("web:1", 1).serviceName("other"));
        stage.reconcile();

        assertThat(stage.live()).hasSize(1);
    }

    @Test
    void whoseInstanceDrainsIsPlanned() {
        servicesAtRest();
        var other = stage.joined(4 * SERVICES);
        stage.create(web("web:1", 1)
                .placementConstraints(List.of(PlacementConstraint.builder()
                        .type("memberOf")
                        .expression("ec2InstanceId == i-" + other.value().substring(24))
                        .build())));
        stage.settle(5);
        stage.reconcile();

        stage.set(other, ContainerInstance.Status.DRAINING);
        assertThat(planned()).isEqualTo(1);

        stage.reconcile();
        stage.agentsWork();
        stage.reconcile();
        stage.set(instance, ContainerInstance.Status.DRAINING);
        assertThat(planned()).as("and the other, which waits for room").isEqualTo(SERVICES + 1);
    }

    @Test
    void aPassThatFailedIsFollowedByOneOverEverything() {
        servicesAtRest();
        var fails = new boolean[] {false};
        var frail = new ServiceReconciler(
                stage.store(), stage.stores().account(ServiceStage.REALM), stage.means(), seen -> {
                    if (fails[0]) {
                        throw new IllegalStateException("as this test wants");
                    }
                    return stage.store().touchedAfter(seen);
                });
        frail.pass();
        stage.store().write(tx -> {
            Task task = tx.state().task(taskOf("service-5").id()).orElseThrow();
            assertThat(task.state()).isInstanceOf(TaskState.Running.class);
            return tx.move(task, new Trigger.Exited(StopReason.unhealthy("gone"), tx.now()));
        });
        fails[0] = true;
        try {
            frail.pass();
        } catch (IllegalStateException wanted) {
            fails[0] = false;
        }

        frail.pass();

        assertThat(stage.store().read().liveOf(new ServiceName("service-5"))).hasSize(1);
    }
}
