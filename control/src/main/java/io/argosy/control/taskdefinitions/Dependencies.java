package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerDependency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which container waits for which: they exist, can reach the condition, and do not wait for each other in a ring.
final class Dependencies {
    private static final List<String> CONDITIONS = List.of("START", "COMPLETE", "SUCCESS", "HEALTHY");

    private Dependencies() {}

    static Stream<String> breaches(Draft draft) {
        return Rule.first(draft, Dependencies::reachable, Dependencies::acyclic);
    }

    private static Stream<String> reachable(Draft draft) {
        return draft.containers().stream()
                .flatMap(container ->
                        of(container).stream().flatMap(dependency -> reachable(draft, container, dependency)));
    }

    private static Stream<String> reachable(Draft draft, ContainerDefinition container, ContainerDependency on) {
        String target = on.containerName();
        String condition = on.condition();
        return Stream.of(
                        Breach.when(
                                target.equals(Draft.name(container)),
                                "Container '" + target + "' cannot depend on itself."),
                        Breach.when(
                                draft.container(target).isEmpty(),
                                "Cannot depend on container " + target + " because it does not exist"),
                        Breach.when(
                                !CONDITIONS.contains(condition),
                                "condition should be one of [" + String.join(",", CONDITIONS) + "]"),
                        Breach.when(
                                List.of("COMPLETE", "SUCCESS").contains(condition)
                                        && draft.container(target)
                                                .filter(Draft::essential)
                                                .isPresent(),
                                "A dependency container with SUCCESS or COMPLETE condition cannot be an essential"
                                        + " container"),
                        Breach.when(
                                condition.equals("HEALTHY")
                                        && draft.container(target)
                                                .flatMap(ContainerDefinition::healthCheck)
                                                .isEmpty(),
                                "A dependency container with HEALTHY condition must have health check configured"))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> acyclic(Draft draft) {
        Set<String> done = new HashSet<>();
        boolean cycle =
                draft.containers().stream().anyMatch(container -> returns(draft, container, new HashSet<>(), done));
        return Breach.when(cycle, "Container dependencies contain a cycle.");
    }

    private static boolean returns(Draft draft, ContainerDefinition from, Set<String> path, Set<String> done) {
        String name = Draft.name(from);
        if (done.contains(name)) {
            return false;
        }
        if (!path.add(name)) {
            return true;
        }
        boolean cycle = of(from).stream()
                .flatMap(dependency -> draft.container(dependency.containerName()).stream())
                .anyMatch(next -> returns(draft, next, path, done));
        path.remove(name);
        done.add(name);
        return cycle;
    }

    private static List<ContainerDependency> of(ContainerDefinition container) {
        return container.dependsOn().orElse(List.of());
    }
}
