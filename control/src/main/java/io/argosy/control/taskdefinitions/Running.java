package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerRestartPolicy;
import io.argosy.shapes.ecs.HealthCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How containers are started, checked, restarted and stopped (ecs-semantics 4.2).
final class Running {
    private static final int MOST_EXIT_CODES = 50;
    private static final int LONGEST_WAIT = 86_400;

    private Running() {}

    static Stream<String> breaches(Draft draft) {
        return draft.containers().stream()
                .flatMap(container -> Stream.of(
                                container.healthCheck().stream().flatMap(check -> healthCheck(container, check)),
                                container.restartPolicy().stream().flatMap(policy -> restarts(container, policy)),
                                Breach.outside(container, "startTimeout", container.startTimeout(), 0, LONGEST_WAIT),
                                Breach.outside(container, "stopTimeout", container.stopTimeout(), 0, LONGEST_WAIT),
                                Breach.notOneOf(
                                        "versionConsistency",
                                        container.versionConsistency(),
                                        List.of("enabled", "disabled")))
                        .flatMap(breaches -> breaches));
    }

    private static Stream<String> healthCheck(ContainerDefinition container, HealthCheck check) {
        List<String> command = check.command();
        boolean known = !command.isEmpty() && List.of("CMD", "CMD-SHELL").contains(command.getFirst());
        return Stream.of(
                        Breach.in(
                                container,
                                !known || command.size() < 2,
                                "The health check's 'command' must start with CMD or CMD-SHELL, and name a command."),
                        Breach.outside(container, "healthCheck.interval", check.interval(), 5, 300),
                        Breach.outside(container, "healthCheck.timeout", check.timeout(), 2, 60),
                        Breach.outside(container, "healthCheck.retries", check.retries(), 1, 10),
                        Breach.outside(container, "healthCheck.startPeriod", check.startPeriod(), 0, 300))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> restarts(ContainerDefinition container, ContainerRestartPolicy policy) {
        Optional<Integer> period = policy.restartAttemptPeriod();
        return Stream.concat(
                Breach.when(
                        period.filter(seconds -> seconds < 60 || seconds > 1800).isPresent(),
                        "the 'restartAttemptPeriod' setting for container '" + Draft.name(container)
                                + "' must be between 60 and 1800"),
                Breach.in(
                        container,
                        policy.ignoredExitCodes().orElse(List.of()).size() > MOST_EXIT_CODES,
                        "'ignoredExitCodes' can have at most " + MOST_EXIT_CODES + " items."));
    }
}
