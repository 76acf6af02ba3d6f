package io.argosy.agent.tasks;

import io.argosy.firelens.LogRouting;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which container of a task waits for which, and for what (agent-protocol 9.2); all wait for the one that holds their
/// network.
public final class ContainerDependencies {
    /// `CREATE` comes from `volumesFrom`, `START` also from `links` and from logging to a router.
    public enum Condition {
        CREATE,
        START,
        COMPLETE,
        SUCCESS,
        HEALTHY
    }

    public record Need(String on, Condition condition) {}

    private final Map<String, List<Need>> needs = new HashMap<>();

    private ContainerDependencies() {}

    public static ContainerDependencies of(AcsTask task) {
        var dependencies = new ContainerDependencies();
        Optional<LogRouting> routing = LogRouting.of(task);
        for (AcsContainer container : task.containers()) {
            List<Need> needs = needs(container);
            // Who logs to a router starts after it and stops before it.
            routing.filter(known -> known.routes(container.name()))
                    .ifPresent(known -> needs.add(new Need(known.router(), Condition.START)));
            dependencies.needs.put(container.name(), needs);
        }
        if (dependencies.needs.containsKey(PauseContainer.NAME)) {
            dependencies.needs.forEach((name, needed) -> {
                if (!PauseContainer.is(name)) {
                    needed.add(new Need(PauseContainer.NAME, Condition.START));
                }
            });
        }
        return dependencies;
    }

    private static List<Need> needs(AcsContainer container) {
        List<Need> needs = new ArrayList<>();
        container.volumesFrom().forEach(from -> needs.add(new Need(from.sourceContainer(), Condition.CREATE)));
        container.links().forEach(link -> needs.add(new Need(link.replaceFirst(":.*", ""), Condition.START)));
        container.dependsOn().forEach(on -> needs.add(new Need(on.containerName(), Condition.valueOf(on.condition()))));
        return needs;
    }

    public List<Need> of(String container) {
        return needs.getOrDefault(container, List.of());
    }

    /// Those that must have ended before this container is told to stop.
    public List<String> dependants(String container) {
        return needs.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(need -> need.on().equals(container)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Whether every name exists and nothing waits for itself in the end.
    public boolean resolvable() {
        Set<String> settled = new HashSet<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (var entry : needs.entrySet()) {
                boolean ready = entry.getValue().stream().allMatch(need -> settled.contains(need.on()));
                moved |= ready && settled.add(entry.getKey());
            }
        }
        return settled.size() == needs.size();
    }
}
