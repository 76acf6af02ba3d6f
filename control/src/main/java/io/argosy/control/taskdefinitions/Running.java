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

    private Running() {}

    static Stream<String> breaches(Draft draft) {
        return draft.containers().stream()
                .flatMap(container -> Stream.of(
                                container.healthCheck().stream().flatMap(check -> healthCheck(container, check)),
                                container.restartPolicy().stream().flatMap(policy -> restarts(container, policy)),
                                Breach.outside(
                                        container, "startTimeout", container.startTimeout(), 0, Integer.MAX_VALUE),
                                Breach.outside(container, "stopTimeout", container.stopTimeout(), 0, Integer.MAX_VALUE),
                                Breach.notOneOf(
                                        "versionConsistency",
                                        container.versionConsistency(),
                                        List.of("enabled", "disabled")))
                        .flatMap(breaches -> breaches));
    }

    /// A command without CMD or CMD-SHELL before it is taken, as ECS takes it, and run as it stands.
    private static Stream<String> healthCheck(ContainerDefinition container, HealthCheck check) {
        boolean nothing = check.command().stream()
                .filter(word -> !word.equals("CMD") && !word.equals("CMD-SHELL"))
                .findAny()
                .isEmpty();
        return Stream.of(
                        Breach.in(
                                container,
                                nothing,
                                "The health check's 'command' must name a command, as in CMD-SHELL, true."),
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
