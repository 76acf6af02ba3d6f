package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerRestartPolicy;
import io.argosy.shapes.ecs.HealthCheck;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How containers are started, checked, restarted and stopped (ecs-semantics 4.2).
final class RuntimeRules {
    private static final int MOST_EXIT_CODES = 50;

    private RuntimeRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return requested.containers().stream()
                .flatMap(container -> Stream.of(
                                container.healthCheck().stream().flatMap(check -> healthCheck(container, check)),
                                container.restartPolicy().stream().flatMap(policy -> restarts(container, policy)),
                                Violation.outside(
                                        container, "startTimeout", container.startTimeout(), 0, Integer.MAX_VALUE),
                                Violation.outside(
                                        container, "stopTimeout", container.stopTimeout(), 0, Integer.MAX_VALUE),
                                Violation.notOneOf(
                                        "versionConsistency",
                                        container.versionConsistency(),
                                        List.of("enabled", "disabled")))
                        .flatMap(violations -> violations));
    }

    /// A command without CMD or CMD-SHELL before it is taken, as ECS takes it, and run as it stands.
    private static Stream<String> healthCheck(ContainerDefinition container, HealthCheck check) {
        boolean nothing = check.command().stream()
                .filter(word -> !word.equals("CMD") && !word.equals("CMD-SHELL"))
                .findAny()
                .isEmpty();
        return Stream.of(
                        Violation.in(
                                container,
                                nothing,
                                "The health check's 'command' must name a command, as in CMD-SHELL, true."),
                        Violation.outside(container, "healthCheck.interval", check.interval(), 5, 300),
                        Violation.outside(container, "healthCheck.timeout", check.timeout(), 2, 60),
                        Violation.outside(container, "healthCheck.retries", check.retries(), 1, 10),
                        Violation.outside(container, "healthCheck.startPeriod", check.startPeriod(), 0, 300))
                .flatMap(violations -> violations);
    }

    private static Stream<String> restarts(ContainerDefinition container, ContainerRestartPolicy policy) {
        Optional<Integer> period = policy.restartAttemptPeriod();
        return Stream.concat(
                Violation.when(
                        period.filter(seconds -> seconds < 60 || seconds > 1800).isPresent(),
                        "the 'restartAttemptPeriod' setting for container '" + RequestedDefinition.name(container)
                                + "' must be between 60 and 1800"),
                Violation.in(
                        container,
                        policy.ignoredExitCodes().orElse(List.of()).size() > MOST_EXIT_CODES,
                        "'ignoredExitCodes' can have at most " + MOST_EXIT_CODES + " items."));
    }
}
