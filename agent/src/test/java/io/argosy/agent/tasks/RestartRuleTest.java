package io.argosy.agent.tasks;

import static io.argosy.agent.tasks.SteppedTask.BEGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.wire.acs.AcsContainer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RestartRuleTest {
    private static final Running RUNNING = SteppedTask.running(Health.HEALTHY);

    private static boolean restarts(Optional<AcsContainer.RestartPolicy> policy, Optional<Integer> code, Instant at) {
        AcsContainer container =
                AcsContainer.of("app", "image").restartPolicy(policy).build();
        Ended ended = RUNNING.ended(code, Optional.empty(), at);
        ContainerState after = RestartRule.after(container, RUNNING, ended);
        assertThat(after)
                .isIn(
                        ended,
                        new Restarting(
                                RUNNING.id(),
                                RUNNING.image(),
                                RUNNING.observed().restarted()));
        return after instanceof Restarting;
    }

    private static Optional<AcsContainer.RestartPolicy> policy(boolean enabled, List<Integer> ignored, int period) {
        return Optional.of(new AcsContainer.RestartPolicy(enabled, ignored, Optional.of(period)));
    }

    private static Instant ranFor(long seconds) {
        return RUNNING.startedAt().plusSeconds(seconds);
    }

    @Test
    void onlyAnEnabledPolicyRestarts() {
        assertThat(restarts(policy(true, List.of(), 60), Optional.of(1), BEGIN)).isTrue();
        assertThat(restarts(policy(false, List.of(), 60), Optional.of(1), BEGIN))
                .isFalse();
        assertThat(restarts(Optional.empty(), Optional.of(1), BEGIN)).isFalse();
    }

    @Test
    void aSuccessRestartsTooUnlessItIsIgnored() {
        assertThat(restarts(policy(true, List.of(), 60), Optional.of(0), BEGIN)).isTrue();
        assertThat(restarts(policy(true, List.of(3, 0), 60), Optional.of(0), BEGIN))
                .isFalse();
    }

    @Test
    void anEndWithoutAnExitCodeIsNoExit() {
        assertThat(restarts(policy(true, List.of(), 0), Optional.empty(), BEGIN))
                .isFalse();
    }

    @Test
    void itMustHaveRunForThePeriod() {
        assertThat(restarts(policy(true, List.of(), 60), Optional.of(1), ranFor(60)))
                .isTrue();
        assertThat(restarts(
                        policy(true, List.of(), 60), Optional.of(1), ranFor(60).minusNanos(1)))
                .isFalse();
    }

    @Test
    void thePeriodIsFiveMinutesUnlessOneIsGiven() {
        var usual = Optional.of(new AcsContainer.RestartPolicy(true, List.of(), Optional.empty()));

        assertThat(restarts(usual, Optional.of(1), ranFor(300))).isTrue();
        assertThat(restarts(usual, Optional.of(1), ranFor(299))).isFalse();
    }
}
