package io.argosy.batch.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.batch.EvaluateOnExit;
import io.argosy.shapes.batch.RetryStrategy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which failed attempts are followed by another (batch-semantics 8.5).
final class RetryTest {
    private static final String EXITED = "Essential container in task exited";
    private static final String HOST = "Host EC2 (instance i-0123) terminated.";

    private static RetryStrategy strategy(int attempts, EvaluateOnExit.Builder... rules) {
        return RetryStrategy.builder()
                .attempts(attempts)
                .evaluateOnExit(List.of(rules).stream()
                        .map(EvaluateOnExit.Builder::build)
                        .toList())
                .build();
    }

    private static EvaluateOnExit.Builder rule(String action) {
        return EvaluateOnExit.builder().action(action);
    }

    private static AttemptOutcome exit(int code) {
        return new AttemptOutcome(Optional.of(code), Optional.empty(), EXITED);
    }

    private static AttemptOutcome lost() {
        return new AttemptOutcome(Optional.empty(), Optional.empty(), HOST);
    }

    @Test
    void withoutAStrategyThereIsOneAttempt() {
        assertThat(Retry.again(RetryStrategy.builder().build(), 1, exit(1))).isFalse();
    }

    @Test
    void attemptsAreMadeUntilThereWereSoMany() {
        assertThat(Retry.again(strategy(3), 2, exit(1))).isTrue();
        assertThat(Retry.again(strategy(3), 3, exit(1))).isFalse();
    }

    @Test
    void aRuleThatMatchesNothingMeansAnotherAttempt() {
        assertThat(Retry.again(strategy(2, rule("EXIT").onExitCode("3")), 1, exit(1)))
                .isTrue();
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        RetryStrategy strategy = strategy(
                5, rule("RETRY").onStatusReason("Host EC2*"), rule("EXIT").onReason("*"));

        assertThat(Retry.again(strategy, 1, lost())).isTrue();
        assertThat(Retry.again(strategy, 1, exit(1))).isFalse();
    }

    @Test
    void allConditionsOfARuleMustMatch() {
        RetryStrategy strategy = strategy(5, rule("exit").onExitCode("13*").onStatusReason(EXITED));

        assertThat(Retry.again(strategy, 1, exit(137))).isFalse();
        assertThat(Retry.again(strategy, 1, exit(1))).isTrue();
    }

    @Test
    void anyExitCodeIsStillAnExitCode() {
        RetryStrategy strategy = strategy(5, rule("EXIT").onExitCode("*"));

        assertThat(Retry.again(strategy, 1, exit(9))).isFalse();
        assertThat(Retry.again(strategy, 1, lost())).isTrue();
    }

    @Test
    void aReasonThatTheContainerDidNotGiveIsLookedForInTheTasks() {
        RetryStrategy strategy = strategy(5, rule("EXIT").onReason("Task failed to start"));

        var failed = new AttemptOutcome(Optional.empty(), Optional.empty(), "Task failed to start");
        var pulled = new AttemptOutcome(Optional.empty(), Optional.of("CannotPull"), "Task failed to start");

        assertThat(Retry.again(strategy, 1, failed)).isFalse();
        assertThat(Retry.again(strategy, 1, pulled)).isTrue();
    }
}
