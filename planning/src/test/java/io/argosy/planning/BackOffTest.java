package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.LaunchBackoff;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BackOffTest {
    private static final String IMPAIRED = "(service web) is unable to consistently start tasks successfully. For more"
            + " information, see docs/operating.md#when-tasks-do-not-stay-up.";

    @Test
    void afterThreeFailuresInARowTheWaitDoublesFromTenSecondsToTwentySevenMinutes() {
        var stage = new Stage(1, 100, 200);
        List<Long> waits = new ArrayList<>();

        for (int i = 0; i < 13; i++) {
            waits.add(secondsUntilNextLaunch(stage));
            stage.pass(Duration.ofSeconds(1));
            stage.exit(stage.tasks.size());
        }

        assertThat(waits).containsExactly(0L, 0L, 0L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1620L, 1620L);
        assertThat(stage.messages()).filteredOn(IMPAIRED::equals).hasSize(1);
    }

    @Test
    void aWaveOfTasksThatFailTogetherRaisesTheWaitByOneStep() {
        var stage = new Stage(10, 100, 200);
        stage.pass();
        stage.pass(Duration.ofSeconds(1));
        for (int task = 1; task <= 10; task++) {
            stage.exit(task);
        }

        assertThat(secondsUntilNextLaunch(stage)).isEqualTo(10);
        for (int task = 11; task <= 20; task++) {
            stage.pass(Duration.ofMillis(10));
            stage.exit(task);
            stage.pass();
        }

        assertThat(secondsUntilNextLaunch(stage)).isBetween(19L, 20L);
    }

    @Test
    void aTaskThatRunsEndsTheWaitingForGood() {
        var stage = new Stage(2, 100, 200);
        stage.pass();
        stage.start(1);
        failTimes(stage, 4);
        assertThat(stage.tally().backoff().failures()).isEqualTo(4);

        stage.pass(Duration.ofMinutes(5));
        stage.pass();
        stage.pass(Duration.ofSeconds(1));
        stage.start(stage.tasks.size());
        stage.pass();

        assertThat(stage.tally().backoff().failures()).isZero();
        assertThat(stage.plan().service()).isSameAs(stage.service);
        assertThat(stage.failed()).as("each that ended before it was good").isEqualTo(4);
    }

    @Test
    void aNewDeploymentStartsAfresh() {
        var stage = new Stage(1, 100, 200);
        failTimes(stage, 5);
        assertThat(stage.pass().tasksToStart()).isZero();
        assertThat(stage.failed()).isEqualTo(5);

        stage.pass(Duration.ofSeconds(1));
        stage.deploy();

        assertThat(stage.pass().tasksToStart()).isEqualTo(1);
        assertThat(stage.tally().backoff().failures()).isZero();
        assertThat(stage.failed()).isZero();
    }

    @Test
    void whoeverStopsATaskIsNoFailureOfIts() {
        var stage = new Stage(1, 100, 200);
        for (int i = 0; i < 5; i++) {
            stage.pass();
            stage.pass(Duration.ofSeconds(1));
            var byUser = new StopReason(StopCode.USER_INITIATED, "Task stopped by user");
            stage.move(stage.tasks.size(), new Trigger.StopRequested(byUser, stage.now));
            stage.exit(stage.tasks.size());
        }

        assertThat(stage.pass().tasksToStart()).isEqualTo(1);
        assertThat(stage.tally().backoff()).isEqualTo(LaunchBackoff.NONE);
        assertThat(stage.failed()).isZero();
    }

    @Test
    void aTaskThatRunsAndEndsWithinAMinuteIsReplacedEverMoreSlowlyUpToTheLimit() {
        var stage = new Stage(1, 100, 200);
        List<Long> waits = new ArrayList<>();

        for (int i = 0; i < 9; i++) {
            waits.add(secondsUntilNextLaunch(stage));
            crash(stage);
        }

        assertThat(waits).containsExactly(0L, 0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
        assertThat(stage.messages()).filteredOn(IMPAIRED::equals).hasSize(1);
        assertThat(stage.failed()).isEqualTo(9);
    }

    @Test
    void aTaskThatRanLongIsReplacedAtOnceHoweverOften() {
        var stage = new Stage(1, 100, 200);
        for (int i = 0; i < 5; i++) {
            assertThat(stage.pass().tasksToStart()).isEqualTo(1);
            stage.startAll();
            stage.pass(Duration.ofSeconds(61));
            stage.pass();
            stage.exit(stage.tasks.size());
        }

        assertThat(stage.pass().tasksToStart()).isEqualTo(1);
        assertThat(stage.failed()).isZero();
    }

    @Test
    void tasksThatCrashTogetherAreOneStep() {
        var stage = new Stage(10, 100, 200);
        stage.pass();
        stage.startAll();
        stage.pass(Duration.ofSeconds(5));
        stage.numbers(TaskState.Running.class).forEach(stage::exit);

        assertThat(secondsUntilNextLaunch(stage)).isZero();
        stage.startAll();
        for (int task : stage.numbers(TaskState.Running.class)) {
            stage.pass(Duration.ofMillis(10));
            stage.exit(task);
            stage.pass();
        }

        assertThat(secondsUntilNextLaunch(stage)).isBetween(9L, 10L);
        assertThat(stage.failed()).isEqualTo(20);
    }

    @Test
    void aTaskThatProvesGoodEndsTheCrashesForGood() {
        var stage = new Stage(1, 100, 200);
        for (int i = 0; i < 4; i++) {
            secondsUntilNextLaunch(stage);
            crash(stage);
        }
        secondsUntilNextLaunch(stage);
        stage.startAll();
        assertThat(stage.tally().backoff().crashes()).isEqualTo(4);

        stage.pass(ServiceContext.HEALTHY_AFTER);
        stage.pass();

        assertThat(stage.tally().backoff()).isEqualTo(LaunchBackoff.NONE);
        assertThat(stage.messages().getLast()).endsWith("has reached a steady state.");
        assertThat(stage.failed()).as("a complete deployment counts anew").isZero();
        stage.pass(Duration.ofMinutes(1));
        stage.exit(stage.tasks.size());
        assertThat(stage.pass().tasksToStart()).isEqualTo(1);
    }

    @Test
    void tasksThatAreReplacedForTheirHealthCheckCountToo() {
        var stage = new Stage(1, 0, 200);
        stage.withHealthChecks();
        for (int i = 1; i <= 2; i++) {
            stage.pass();
            stage.startAll();
            stage.pass(Duration.ofSeconds(5));
            stage.health(stage.tasks.size(), "UNHEALTHY");
            stage.pass();
            stage.finishStops();
        }

        assertThat(stage.failed()).isEqualTo(2);
        assertThat(stage.tally().backoff().crashes()).isEqualTo(2);
    }

    @Test
    void aTaskThatWasHealthyAndNoLongerIsDoesNotCount() {
        var stage = new Stage(1, 0, 200);
        stage.withHealthChecks();
        stage.pass();
        stage.startAll();
        stage.health(1, "HEALTHY");
        stage.pass(Duration.ofMinutes(2));
        stage.health(1, "UNHEALTHY");

        stage.pass();

        assertThat(stage.numbers(TaskState.Stopping.class)).containsExactly(1);
        assertThat(stage.failed()).isZero();
    }

    private static void crash(Stage stage) {
        stage.startAll();
        stage.pass(Duration.ofSeconds(3));
        stage.numbers(TaskState.Running.class).forEach(stage::exit);
    }

    @Test
    void whatWasCountedStaysCountedWhenTheTasksAreForgotten() {
        var stage = new Stage(1, 100, 200);
        failTimes(stage, 4);
        stage.tasks.clear();
        stage.pass(Duration.ofMinutes(1));
        stage.pass();
        stage.pass(Duration.ofSeconds(1));
        stage.exit(5);
        stage.pass();

        assertThat(stage.tally().backoff().failures()).isEqualTo(5);
        assertThat(stage.failed()).isEqualTo(5);
    }

    private static void failTimes(Stage stage, int times) {
        for (int i = 0; i < times; i++) {
            secondsUntilNextLaunch(stage);
            stage.pass(Duration.ofSeconds(1));
            stage.exit(stage.tasks.size());
            stage.pass();
        }
    }

    /// Follows the plan's own look-again times until it launches.
    private static long secondsUntilNextLaunch(Stage stage) {
        var from = stage.now;
        ServicePlan plan = stage.pass();
        while (plan.tasksToStart() == 0
                && stage.numbers(TaskState.Pending.class).isEmpty()) {
            stage.now = plan.lookAgain().orElseThrow();
            plan = stage.pass();
        }
        return Duration.between(from, stage.now).toSeconds();
    }
}
