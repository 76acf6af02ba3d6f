package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RuntimePlatform;
import io.argosy.shapes.ecs.Volume;
import java.util.List;
import java.util.Optional;

/// What a caller wants registered, read with the defaults that absence means.
record RequestedDefinition(RegisterTaskDefinitionRequest asked) {
    static final String FARGATE = "FARGATE";

    List<ContainerDefinition> containers() {
        return asked.containerDefinitions();
    }

    Optional<ContainerDefinition> container(String name) {
        return containers().stream()
                .filter(container -> name(container).equals(name))
                .findFirst();
    }

    static String name(ContainerDefinition container) {
        return container.name().orElse("");
    }

    /// True unless it was said not to be.
    static boolean essential(ContainerDefinition container) {
        return container.essential().orElse(true);
    }

    List<Volume> volumes() {
        return asked.volumes().orElse(List.of());
    }

    static String name(Volume volume) {
        return volume.name().orElse("");
    }

    String networkMode() {
        return asked.networkMode().orElse("bridge");
    }

    boolean awsvpc() {
        return networkMode().equals("awsvpc");
    }

    List<String> requires() {
        return asked.requiresCompatibilities().orElse(List.of());
    }

    boolean onlyFargate() {
        return requires().equals(List.of(FARGATE));
    }

    boolean windows() {
        return asked.runtimePlatform()
                .flatMap(RuntimePlatform::operatingSystemFamily)
                .filter(family -> family.startsWith("WINDOWS"))
                .isPresent();
    }

    boolean taskRole() {
        return asked.taskRoleArn().filter(role -> !role.isEmpty()).isPresent();
    }

    boolean executionRole() {
        return asked.executionRoleArn().filter(role -> !role.isEmpty()).isPresent();
    }

    /// CPU units; none also when the text is no size.
    Optional<Integer> cpu() {
        return asked.cpu().flatMap(TaskSize::cpu);
    }

    Optional<Integer> memoryMib() {
        return asked.memory().flatMap(TaskSize::memoryMib);
    }
}
