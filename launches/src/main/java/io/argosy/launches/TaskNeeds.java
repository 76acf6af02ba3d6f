package io.argosy.launches;

import io.argosy.model.Resources;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a task takes of its instance (ecs-semantics 6.1): the task's own numbers where it has any, else the sum over
/// its containers, a container's reservation before its limit; and the host ports that are fixed. A sum that no number
/// holds is the largest there is: nothing has that much.
public final class TaskNeeds {
    private TaskNeeds() {}

    /// `overrides` are complete: they list every container (`Overrides.complete`).
    public static Resources of(TaskDefinition definition, TaskOverride overrides) {
        List<ContainerDefinition> containers = definition.containerDefinitions().orElse(List.of());
        long cpu = 0;
        long memoryMib = 0;
        for (ContainerDefinition container : containers) {
            ContainerOverride override =
                    Overrides.of(overrides, container.name().orElse(""));
            cpu += override.cpu().or(container::cpu).orElse(0);
            memoryMib += memory(container, override);
        }
        return new Resources(
                overrides.cpu().or(definition::cpu).map(Integer::valueOf).orElse(whole(cpu)),
                overrides.memory().or(definition::memory).map(Integer::valueOf).orElse(whole(memoryMib)),
                ports(definition, "tcp"),
                ports(definition, "udp"));
    }

    private static int whole(long sum) {
        return Math.clamp(sum, 0, Integer.MAX_VALUE);
    }

    private static int memory(ContainerDefinition container, ContainerOverride override) {
        Optional<Integer> reserved = override.memoryReservation().or(container::memoryReservation);
        return reserved.or(override::memory).or(container::memory).orElse(0);
    }

    private static Set<Integer> ports(TaskDefinition definition, String protocol) {
        if (!List.of("bridge", "host").contains(definition.networkMode().orElse("bridge"))) {
            return Set.of();
        }
        var fixed = new HashSet<Integer>();
        for (ContainerDefinition container : definition.containerDefinitions().orElse(List.of())) {
            for (PortMapping mapping : container.portMappings().orElse(List.of())) {
                if (mapping.protocol().orElse("tcp").equals(protocol)) {
                    mapping.hostPort().filter(port -> port > 0).ifPresent(fixed::add);
                }
            }
        }
        return fixed;
    }
}
