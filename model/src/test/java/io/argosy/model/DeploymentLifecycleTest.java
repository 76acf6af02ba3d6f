package io.argosy.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.DeploymentStage.Rollback;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every stage of a service deployment meets every trigger, in the order of `TRIGGERS`.
final class DeploymentLifecycleTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final DeploymentId GOOD = new DeploymentId(7);
    private static final Rollback BACK = new Rollback(GOOD, "because", THEN);

    private static final List<DeploymentStage> STAGES = List.of(
            new DeploymentStage.Pending(),
            new DeploymentStage.InProgress(THEN),
            new DeploymentStage.StopRequested(THEN, "because"),
            new DeploymentStage.RollbackRequested(THEN, "because"),
            new DeploymentStage.RollbackInProgress(THEN, BACK),
            new DeploymentStage.Successful(THEN, THEN),
            new DeploymentStage.Stopped(THEN, "because", THEN),
            new DeploymentStage.RollbackSuccessful(THEN, BACK, THEN),
            new DeploymentStage.RollbackFailed(THEN, BACK, "because", THEN));

    private static final List<DeploymentTrigger> TRIGGERS = List.of(
            new DeploymentTrigger.Begun(NOW),
            new DeploymentTrigger.Completed(NOW),
            new DeploymentTrigger.GivenUp("given up", NOW),
            new DeploymentTrigger.RollbackAsked("asked", NOW),
            new DeploymentTrigger.RolledBack(GOOD, "rolled back", NOW),
            new DeploymentTrigger.Ended(NOW));

    private static final String TABLE = """
            PENDING: IN_PROGRESS SUCCESSFUL STOP_REQUESTED ROLLBACK_REQUESTED ROLLBACK_IN_PROGRESS =
            IN_PROGRESS: = SUCCESSFUL STOP_REQUESTED ROLLBACK_REQUESTED ROLLBACK_IN_PROGRESS =
            STOP_REQUESTED: = = = = = STOPPED
            ROLLBACK_REQUESTED: = SUCCESSFUL STOPPED = ROLLBACK_IN_PROGRESS STOPPED
            ROLLBACK_IN_PROGRESS: = ROLLBACK_SUCCESSFUL ROLLBACK_FAILED = = =
            SUCCESSFUL: = = = = = =
            STOPPED: = = = = = =
            ROLLBACK_SUCCESSFUL: = = = = = =
            ROLLBACK_FAILED: = = = = = =
            """;

    @Test
    void everyTriggerInEveryStage() {
        String table = STAGES.stream()
                .map(stage -> TRIGGERS.stream()
                        .map(trigger -> DeploymentLifecycle.next(stage, trigger))
                        .map(next -> next.equals(stage) ? "=" : next.status())
                        .collect(Collectors.joining(" ", stage.status() + ": ", "\n")))
                .collect(Collectors.joining());

        assertThat(table).isEqualTo(TABLE);
    }

    @Test
    void whatIsOverMovesNoMoreAndHasAnEnd() {
        assertThat(STAGES).allSatisfy(stage -> {
            boolean moves = TRIGGERS.stream()
                    .anyMatch(
                            trigger -> !DeploymentLifecycle.next(stage, trigger).equals(stage));
            boolean ended = stage.finishedAt().isPresent() || stage.stoppedAt().isPresent();
            assertThat(DeploymentLifecycle.over(stage)).isEqualTo(!moves).isEqualTo(ended);
        });
    }

    @Test
    void theListOfStatusesHasAllOfThem() {
        assertThat(STAGES)
                .extracting(DeploymentStage::status)
                .containsExactlyInAnyOrderElementsOf(DeploymentStage.STATUSES);
    }
}
