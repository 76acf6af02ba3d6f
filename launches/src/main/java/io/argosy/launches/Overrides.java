package io.argosy.launches;

import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.List;

/// A task's overrides as they are stored and shown (ecs-semantics 5.7): every container of the definition is listed,
/// whether or not anything was overridden.
public final class Overrides {
    private Overrides() {}

    public static TaskOverride complete(TaskOverride asked, TaskDefinition definition) {
        List<ContainerOverride> containers = definition.containerDefinitions().orElse(List.of()).stream()
                .map(container -> of(asked, container.name().orElse("")))
                .toList();
        return asked.toBuilder()
                .containerOverrides(containers)
                .inferenceAcceleratorOverrides(
                        asked.inferenceAcceleratorOverrides().orElse(List.of()))
                .build();
    }

    /// What is overridden of one container.
    public static ContainerOverride of(TaskOverride overrides, String container) {
        return overrides.containerOverrides().orElse(List.of()).stream()
                .filter(override -> override.name().orElse("").equals(container))
                .findFirst()
                .orElseGet(() -> ContainerOverride.builder().name(container).build());
    }
}
