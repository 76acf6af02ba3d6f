package io.argosy.jobqueues.definitions;

import static io.argosy.jobqueues.definitions.Breach.when;

import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.KeyValuePair;
import io.argosy.shapes.batch.ResourceRequirement;
import io.argosy.shapes.batch.TaskContainerDependency;
import io.argosy.shapes.batch.TaskContainerProperties;
import io.argosy.shapes.batch.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the containers of a job must be like wherever they run (batch-semantics 6.3, 6.4, 6.6).
public final class ContainerRules {
    private static final Pattern USER = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,30}");
    private static final int LONGEST = 255;
    private static final int MOST_CONTAINERS = 10;
    private static final int LEAST_MEMORY_MIB = 4;
    static final String LITTLE_MEMORY = "container memory limit must be greater than " + LEAST_MEMORY_MIB;
    private static final String RESERVED = "AWS_BATCH";

    private ContainerRules() {}

    static Stream<String> breaches(EcsTaskProperties task) {
        List<TaskContainerProperties> containers = task.containers();
        return Stream.of(
                        together(containers),
                        containers.stream().flatMap(ContainerRules::one),
                        containers.stream().flatMap(container -> dependencies(container, containers)),
                        task.volumes().orElse(List.of()).stream().flatMap(ContainerRules::volume),
                        when(
                                task.executionRoleArn().isEmpty()
                                        && containers.stream()
                                                .anyMatch(container -> !container
                                                        .secrets()
                                                        .orElse(List.of())
                                                        .isEmpty()),
                                "executionRoleArn is required with secrets."))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> together(List<TaskContainerProperties> containers) {
        Set<String> names = new HashSet<>();
        return Stream.of(
                        when(
                                containers.isEmpty() || containers.size() > MOST_CONTAINERS,
                                "taskProperties must have 1 to " + MOST_CONTAINERS + " containers"),
                        when(
                                containers.stream()
                                        .anyMatch(container ->
                                                container.name().orElse("").isEmpty()),
                                "Each container must have a name"),
                        containers.stream()
                                .flatMap(container -> container.name().stream())
                                .filter(name -> !names.add(name))
                                .map(name -> "Container names must be unique: " + name),
                        when(
                                containers.stream()
                                        .noneMatch(container ->
                                                container.essential().orElse(true)),
                                "At least one container must be essential"))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> one(TaskContainerProperties container) {
        return Stream.of(
                        when(container.image().isEmpty(), "Each container must have an image"),
                        when(
                                container.image().length() > LONGEST,
                                "image must have at most " + LONGEST + " characters"),
                        command(container.command().orElse(List.of())),
                        environment(container.environment().orElse(List.of())),
                        container.user().stream()
                                .filter(user -> !USER.matcher(user).matches())
                                .map(user -> "User '" + user + "' does not match regex"),
                        resources(container.resourceRequirements().orElse(List.of())))
                .flatMap(breaches -> breaches);
    }

    /// Of a definition or of what a job says instead.
    public static Stream<String> command(List<String> command) {
        return when(command.contains(""), "Command field cannot have empty strings");
    }

    /// Of a definition or of what a job adds.
    public static Stream<String> environment(List<KeyValuePair> environment) {
        return environment.stream()
                .flatMap(variable -> variable.name().stream())
                .filter(name -> name.startsWith(RESERVED))
                .map(name -> "Environment variable names must not start with " + RESERVED + ": " + name);
    }

    /// Of a definition, or of one with what a job says over it.
    public static Stream<String> resources(List<ResourceRequirement> requirements) {
        Set<String> types = new HashSet<>();
        return Stream.of(
                        requirements.stream()
                                .map(ResourceRequirement::type)
                                .filter(type -> !types.add(type))
                                .map(type -> "Resource type " + type + " is given more than once."),
                        when(
                                JobResources.value(requirements, "GPU").isPresent(),
                                "The resource type GPU is not supported by this server."),
                        when(JobResources.value(requirements, "VCPU").isEmpty(), "vCPU is not provided."),
                        when(JobResources.value(requirements, "MEMORY").isEmpty(), "Memory is not provided."),
                        requirements.stream().flatMap(ContainerRules::resource))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> resource(ResourceRequirement given) {
        if (!JobResources.number(given.value())
                || given.type().equals("MEMORY") && given.value().contains(".")) {
            return Stream.of("The value '" + given.value() + "' of " + given.type() + " is not a number.");
        }
        return when(given.type().equals("MEMORY") && Integer.parseInt(given.value()) < LEAST_MEMORY_MIB, LITTLE_MEMORY);
    }

    private static Stream<String> dependencies(
            TaskContainerProperties container, List<TaskContainerProperties> containers) {
        Set<String> essential = containers.stream()
                .filter(one -> one.essential().orElse(true))
                .flatMap(one -> one.name().stream())
                .collect(Collectors.toSet());
        Set<String> names =
                containers.stream().flatMap(one -> one.name().stream()).collect(Collectors.toSet());
        return container.dependsOn().orElse(List.of()).stream()
                .flatMap(dependency -> dependency(dependency, names, essential));
    }

    private static Stream<String> dependency(
            TaskContainerDependency dependency, Set<String> names, Set<String> essential) {
        String name = dependency.containerName().orElse("");
        String condition = dependency.condition().orElse("");
        return Stream.of(
                        when(!names.contains(name), "dependsOn names no container of the job: '" + name + "'"),
                        when(
                                !Set.of("START", "COMPLETE", "SUCCESS").contains(condition),
                                "The condition of dependsOn must be START, COMPLETE or SUCCESS: '" + condition + "'"),
                        when(
                                essential.contains(name) && !condition.equals("START"),
                                "The condition " + condition + " cannot be waited for of the essential container "
                                        + name))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> volume(Volume volume) {
        int length = volume.name().orElse("").length();
        return when(
                length == 0 || length > LONGEST, "Each volume must have a name of at most " + LONGEST + " characters");
    }
}
