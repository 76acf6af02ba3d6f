package io.argosy.agent.tasks;

import static io.argosy.agent.tasks.SteppedTask.BEGIN;
import static io.argosy.agent.tasks.SteppedTask.ID;
import static io.argosy.agent.tasks.SteppedTask.IMAGE;
import static io.argosy.agent.tasks.SteppedTask.app;
import static io.argosy.agent.tasks.SteppedTask.created;
import static io.argosy.agent.tasks.SteppedTask.died;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Observed;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ContainerStep.Create;
import io.argosy.agent.tasks.ContainerStep.Discard;
import io.argosy.agent.tasks.ContainerStep.Pull;
import io.argosy.agent.tasks.ContainerStep.Start;
import io.argosy.agent.tasks.ContainerStep.Stop;
import io.argosy.wire.acs.AcsContainer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whole tasks walked from step to step, by their planner and their judgement alone.
final class TaskPlannerTest {
    private static final Stop STOP = new Stop(ID, Duration.ofSeconds(30));

    private static AcsContainer.Builder other() {
        return AcsContainer.of("other", "image");
    }

    private static Running other(Health health) {
        return new Running("docker-other", IMAGE, BEGIN, Observed.NONE.withHealth(health, BEGIN));
    }

    @Test
    void aTaskFromItsAssignmentToItsEnd() {
        SteppedTask task = SteppedTask.of(app()).plan();
        assertThat(task.step()).contains(new Pull("image"));
        assertThat(task.finish(new Pulled(IMAGE)).plan().step()).contains(new Create());
        assertThat(task.finish(created()).plan().step()).contains(new Start(ID));
        assertThat(task.finish(SteppedTask.running(Health.UNKNOWN)).plan().step())
                .isEmpty();
        assertThat(task.record().status()).isEqualTo(TaskRecord.RUNNING);

        task.hear(died(0)).pass(Duration.ofSeconds(2)).plan();

        assertThat(task.record().over()).isTrue();
        assertThat(task.record().stopWanted()).isTrue();
        assertThat(task.record().times().executionStopped()).contains(BEGIN);
        assertThat(task.record().times().stopped()).contains(BEGIN.plusSeconds(2));
    }

    @Test
    void aStopDropsAPullAndEndsTheTask() {
        SteppedTask task = SteppedTask.of(app()).plan().stop();

        assertThat(task.step()).isEmpty();
        assertThat(task.toCancel()).isEmpty();
        assertThat(task.record().over()).isTrue();
    }

    @Test
    void aStopTakesACreateBackThatHasNotBegun() {
        SteppedTask task =
                SteppedTask.of(app()).plan().finish(new Pulled(IMAGE)).plan().stop();
        assertThat(task.step()).contains(new Create());
        assertThat(task.toCancel()).containsExactly(new Create());

        task.hear(new TaskEvent.StepCancelled("app", task.stepNumber())).plan();

        assertThat(task.step()).contains(new Discard());
    }

    @Test
    void aCreateThatCannotBeTakenBackIsStoppedWhenItIsDone() {
        SteppedTask task =
                SteppedTask.of(app()).plan().finish(new Pulled(IMAGE)).plan().stop();

        task.finish(created()).plan();

        assertThat(task.step()).contains(STOP);
        assertThat(task.toCancel()).isEmpty();
    }

    @Test
    void aLookAndAStopAreNeverTakenBack() {
        SteppedTask looked =
                SteppedTask.running(app()).hear(new TaskEvent.Resync()).stop();
        SteppedTask stopped = SteppedTask.running(app()).stop().plan();

        assertThat(looked.toCancel()).isEmpty();
        assertThat(stopped.toCancel()).isEmpty();
        assertThat(stopped.step()).contains(STOP);
    }

    @Test
    void theEndOfAnEssentialContainerStopsTheOthers() {
        SteppedTask task = SteppedTask.running(app().essential(false), other());
        task.plan().finish("other", new Pulled(IMAGE)).plan().finish("other", other(Health.UNKNOWN));

        task.hear(new TaskEvent.Died("docker-other", 4, BEGIN)).plan();

        assertThat(task.step()).contains(STOP);
        assertThat(task.record().over()).isFalse();
        assertThat(task.record().times().executionStopped()).contains(BEGIN);
    }

    @Test
    void theEndOfAnotherContainerStopsNothing() {
        SteppedTask task = SteppedTask.running(app().essential(false), other())
                .hear(died(1))
                .plan();

        assertThat(task.record().stopWanted()).isFalse();
        assertThat(task.step("other")).contains(new Pull("image"));
    }

    @Test
    void aWaitThatFailsEndsTheTaskInTheSamePlan() {
        SteppedTask task = SteppedTask.of(
                        app().essential(false),
                        other().dependsOn(List.of(new AcsContainer.Dependency("app", "SUCCESS"))))
                .plan()
                .finish("other", new Pulled(IMAGE))
                .finish(SteppedTask.ended(1));

        task.plan();

        assertThat(((Ended) task.state("other")).exitCode()).contains(143);
        assertThat(task.record().over()).isTrue();
        assertThat(task.record().times().stopped()).contains(BEGIN);
    }

    @Test
    void whatWaitsForHealthIsPlannedAgainAtItsDeadline() {
        SteppedTask task = SteppedTask.running(
                        app(), other().dependsOn(List.of(new AcsContainer.Dependency("app", "HEALTHY"))))
                .plan()
                .finish("other", new Pulled(IMAGE))
                .plan();

        assertThat(task.step("other")).isEmpty();
        assertThat(task.wake()).contains(BEGIN.minusSeconds(60).plus(ContainerPlanner.USUAL_HEALTH_WAIT));
        assertThat(task.hear(SteppedTask.health(Health.HEALTHY)).plan().step("other"))
                .contains(new Create());
    }

    @Test
    void withoutItsPortsATaskIsPulledAndNotMade() {
        SteppedTask task = SteppedTask.of(app()).plan(false);
        assertThat(task.step()).contains(new Pull("image"));

        task.finish(new Pulled(IMAGE)).plan(false);

        assertThat(task.step()).isEmpty();
        assertThat(task.hear(new TaskEvent.PlanAgain()).plan(true).step()).contains(new Create());
    }

    @Test
    void aPlanForAPlannedTaskAddsNothing() {
        SteppedTask task = SteppedTask.of(app(), other()).plan();
        long number = task.stepNumber();

        task.plan().plan();

        assertThat(task.stepNumber()).isEqualTo(number);
    }

    @Test
    void aTaskWhoseDependenciesCannotBeReadIsOver() {
        SteppedTask task = SteppedTask.of(app().dependsOn(List.of(new AcsContainer.Dependency("app", "NONESUCH"))));

        task.plan();

        assertThat(task.record().over()).isTrue();
        assertThat(task.record().failure())
                .isEqualTo(Optional.of("Task dependencies cannot be resolved, taskArn: "
                        + task.record().arn()));
    }
}
