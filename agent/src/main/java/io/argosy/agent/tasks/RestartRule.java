package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.wire.acs.AcsContainer;
import java.time.Duration;

/// Whether a container that ended runs again in place (agent-protocol 9.4).
final class RestartRule {
    private static final int USUAL_PERIOD_SECONDS = 300;

    private RestartRule() {}

    /// What becomes of a running container that ended of its own accord.
    static ContainerState after(AcsContainer container, Running running, Ended ended) {
        return applies(container, running, ended)
                ? new Restarting(
                        running.id(), running.image(), running.observed().restarted())
                : ended;
    }

    private static boolean applies(AcsContainer container, Running running, Ended ended) {
        if (container.restartPolicy().isEmpty() || ended.exitCode().isEmpty()) {
            return false;
        }
        AcsContainer.RestartPolicy policy = container.restartPolicy().get();
        int period = policy.restartAttemptPeriod().orElse(USUAL_PERIOD_SECONDS);
        return policy.enabled()
                && !policy.ignoredExitCodes().contains(ended.exitCode().get())
                && Duration.between(running.startedAt(), ended.at()).toSeconds() >= period;
    }
}
