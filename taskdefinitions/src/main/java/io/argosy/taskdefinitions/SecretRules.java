package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.Secret;
import java.util.List;
import java.util.stream.Stream;

/// What is put into containers' environments, and the role that may read what is secret of it (ecs-semantics 4.2).
final class SecretRules {
    private SecretRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        boolean roleless = !requested.executionRole();
        return requested.containers().stream()
                .flatMap(container -> Stream.of(
                                Violation.when(
                                        roleless && !of(container).isEmpty(),
                                        "When you are specifying container secrets, you must also specify a value for"
                                                + " 'executionRoleArn'."),
                                Violation.when(
                                        roleless
                                                && container
                                                        .repositoryCredentials()
                                                        .isPresent(),
                                        "When you are specifying container repositoryCredentials, you must also specify"
                                                + " a value for 'executionRoleArn'."),
                                variables(container),
                                EnvironmentFileRules.violations(
                                        container.environmentFiles().orElse(List.of())))
                        .flatMap(violations -> violations));
    }

    /// Of the environment and of the log driver.
    static List<Secret> of(ContainerDefinition container) {
        return Stream.concat(container.secrets().orElse(List.of()).stream(), ofLogging(container).stream())
                .toList();
    }

    static List<Secret> ofLogging(ContainerDefinition container) {
        return container
                .logConfiguration()
                .flatMap(LogConfiguration::secretOptions)
                .orElse(List.of());
    }

    private static Stream<String> variables(ContainerDefinition container) {
        Stream<String> names = Stream.concat(
                container.environment().orElse(List.of()).stream()
                        .map((KeyValuePair pair) -> pair.name().orElse("")),
                container.secrets().orElse(List.of()).stream().map(Secret::name));
        return names.flatMap(name -> Violation.in(
                container,
                name.isEmpty() || name.startsWith("="),
                "An environment variable needs a name: '" + name + "'."));
    }
}
