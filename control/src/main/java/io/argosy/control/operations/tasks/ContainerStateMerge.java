package io.argosy.control.operations.tasks;

import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.ManagedAgent;
import io.argosy.shapes.ecs.ManagedAgentStateChange;
import io.argosy.shapes.ecs.NetworkBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What reports make of a task's containers. A container only moves forward; what is said twice or too late changes
/// nothing that is known, and a later, emptier word never erases an earlier one (agent-protocol 4.7, 6).
final class ContainerStateMerge {
    private static final List<String> ORDER = List.of("PENDING", "RUNNING", "STOPPED");
    private static final int LONGEST_REASON = 1024;
    private static final int LONGEST_ID = 255;
    private static final int MOST_BINDINGS = 100;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_AGENTS = 10;

    private ContainerStateMerge() {}

    static List<Container> heard(List<Container> known, List<ContainerStateChange> news) {
        List<Container> containers = new ArrayList<>(known);
        for (ContainerStateChange change : news) {
            String name = change.containerName().orElse("");
            containers.replaceAll(
                    container -> container.name().orElse("").equals(name) ? heard(container, change) : container);
        }
        return containers;
    }

    private static Container heard(Container known, ContainerStateChange change) {
        int before = ORDER.indexOf(known.lastStatus().orElse("PENDING"));
        int now = change.status().map(ORDER::indexOf).orElse(before);
        if (now < before) {
            return withGapsFilled(known, change);
        }
        return known.lastStatus().orElse("").equals("STOPPED")
                ? withGapsFilled(known, change)
                : withGapsFilled(moved(known, change, ORDER.get(now)), change);
    }

    /// While it lives the newest word counts: a restarted container may have other ports.
    private static Container moved(Container known, ContainerStateChange change, String status) {
        Container.Builder container = known.toBuilder().lastStatus(status);
        id(change.runtimeId()).ifPresent(container::runtimeId);
        id(change.imageDigest()).ifPresent(container::imageDigest);
        bindings(change).ifPresent(container::networkBindings);
        return container.build();
    }

    private static Container withGapsFilled(Container known, ContainerStateChange change) {
        return known.toBuilder()
                .runtimeId(known.runtimeId().or(() -> id(change.runtimeId())))
                .imageDigest(known.imageDigest().or(() -> id(change.imageDigest())))
                .exitCode(known.exitCode().or(change::exitCode))
                .reason(known.reason().or(() -> said(change.reason()).map(ContainerStateMerge::cut)))
                .networkBindings(known.networkBindings()
                        .filter(bindings -> !bindings.isEmpty())
                        .or(() -> bindings(change))
                        .or(known::networkBindings))
                .build();
    }

    private static Optional<String> id(Optional<String> text) {
        return said(text).filter(given -> given.length() <= LONGEST_ID);
    }

    /// Those that can be: what an agent says is shown to clients and kept.
    private static Optional<List<NetworkBinding>> bindings(ContainerStateChange change) {
        return change.networkBindings()
                .map(all -> all.stream()
                        .filter(ContainerStateMerge::possible)
                        .limit(MOST_BINDINGS)
                        .toList())
                .filter(some -> !some.isEmpty());
    }

    private static boolean possible(NetworkBinding binding) {
        return Stream.of(binding.hostPort(), binding.containerPort())
                        .flatMap(Optional::stream)
                        .allMatch(port -> port >= 0 && port <= HIGHEST_PORT)
                && Stream.of(
                                binding.bindIP(),
                                binding.protocol(),
                                binding.hostPortRange(),
                                binding.containerPortRange())
                        .flatMap(Optional::stream)
                        .allMatch(text -> text.length() <= LONGEST_ID);
    }

    private static Optional<String> said(Optional<String> text) {
        return text.filter(given -> !given.isEmpty());
    }

    private static String cut(String reason) {
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    static List<Container> agentsHeard(List<Container> known, List<ManagedAgentStateChange> news) {
        List<Container> containers = new ArrayList<>(known);
        for (ManagedAgentStateChange change : news) {
            containers.replaceAll(container ->
                    container.name().orElse("").equals(change.containerName()) ? heard(container, change) : container);
        }
        return containers;
    }

    private static Container heard(Container container, ManagedAgentStateChange change) {
        List<ManagedAgent> agents = new ArrayList<>(container.managedAgents().orElse(List.of()));
        agents.removeIf(agent -> agent.name().orElse("").equals(change.managedAgentName()));
        if (agents.size() >= MOST_AGENTS || change.managedAgentName().length() > LONGEST_ID) {
            return container;
        }
        agents.add(ManagedAgent.builder()
                .name(change.managedAgentName())
                .lastStatus(change.status())
                .reason(said(change.reason()).map(ContainerStateMerge::cut))
                .build());
        return container.toBuilder().managedAgents(agents).build();
    }
}
