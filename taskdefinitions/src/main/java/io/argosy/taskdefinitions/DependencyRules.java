package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerDependency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which container waits for which: they exist, can reach the condition, and do not wait for each other in a ring.
final class DependencyRules {
    private static final List<String> CONDITIONS = List.of("START", "COMPLETE", "SUCCESS", "HEALTHY");

    private DependencyRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return Rule.first(requested, DependencyRules::reachable, DependencyRules::acyclic);
    }

    private static Stream<String> reachable(RequestedDefinition requested) {
        return requested.containers().stream()
                .flatMap(container ->
                        of(container).stream().flatMap(dependency -> reachable(requested, container, dependency)));
    }

    private static Stream<String> reachable(
            RequestedDefinition requested, ContainerDefinition container, ContainerDependency on) {
        String target = on.containerName();
        String condition = on.condition();
        return Stream.of(
                        Violation.when(
                                target.equals(RequestedDefinition.name(container)),
                                "Container '" + target + "' cannot depend on itself."),
                        Violation.when(
                                requested.container(target).isEmpty(),
                                "Cannot depend on container " + target + " because it does not exist"),
                        Violation.when(
                                !CONDITIONS.contains(condition),
                                "condition should be one of [" + String.join(",", CONDITIONS) + "]"),
                        Violation.when(
                                List.of("COMPLETE", "SUCCESS").contains(condition)
                                        && requested
                                                .container(target)
                                                .filter(RequestedDefinition::essential)
                                                .isPresent(),
                                "A dependency container with SUCCESS or COMPLETE condition cannot be an essential"
                                        + " container"),
                        Violation.when(
                                condition.equals("HEALTHY")
                                        && requested
                                                .container(target)
                                                .flatMap(ContainerDefinition::healthCheck)
                                                .isEmpty(),
                                "A dependency container with HEALTHY condition must have health check configured"))
                .flatMap(violations -> violations);
    }

    private static Stream<String> acyclic(RequestedDefinition requested) {
        Set<String> done = new HashSet<>();
        boolean cycle = requested.containers().stream()
                .anyMatch(container -> returns(requested, container, new HashSet<>(), done));
        return Violation.when(cycle, "Container dependencies contain a cycle.");
    }

    private static boolean returns(
            RequestedDefinition requested, ContainerDefinition from, Set<String> path, Set<String> done) {
        String name = RequestedDefinition.name(from);
        if (done.contains(name)) {
            return false;
        }
        if (!path.add(name)) {
            return true;
        }
        boolean cycle = of(from).stream()
                .flatMap(dependency -> requested.container(dependency.containerName()).stream())
                .anyMatch(next -> returns(requested, next, path, done));
        path.remove(name);
        done.add(name);
        return cycle;
    }

    private static List<ContainerDependency> of(ContainerDefinition container) {
        return container.dependsOn().orElse(List.of());
    }
}
