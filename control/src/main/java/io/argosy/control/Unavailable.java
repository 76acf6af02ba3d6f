package io.argosy.control;

import io.argosy.model.LaunchType;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.Volume;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a task may ask for in ECS and nothing here carries out yet. Its definition is registered, as ECS does, but it
/// is never run without what it asks for, whatever attributes an agent claims: an agent can mount a file system, say,
/// only if it is told to (decision 0106).
final class Unavailable {
    private record Feature<T>(String member, Predicate<T> asked) {}

    private static final List<Feature<TaskDefinition>> OF_TASK = List.of(
            new Feature<>(
                    "proxyConfiguration", task -> task.proxyConfiguration().isPresent()),
            new Feature<>(
                    "enableFaultInjection", task -> task.enableFaultInjection().orElse(false)));

    private static final List<Feature<Volume>> OF_VOLUME = List.of(
            new Feature<>(
                    "volumes.efsVolumeConfiguration",
                    volume -> volume.efsVolumeConfiguration().isPresent()),
            new Feature<>(
                    "volumes.fsxWindowsFileServerVolumeConfiguration",
                    volume -> volume.fsxWindowsFileServerVolumeConfiguration().isPresent()),
            new Feature<>(
                    "volumes.s3filesVolumeConfiguration",
                    volume -> volume.s3filesVolumeConfiguration().isPresent()));

    private static final List<Feature<ContainerDefinition>> OF_CONTAINER = List.of(
            new Feature<>("environmentFiles", container -> some(container.environmentFiles())),
            new Feature<>(
                    "firelensConfiguration",
                    container -> container.firelensConfiguration().isPresent()),
            new Feature<>("credentialSpecs", container -> some(container.credentialSpecs())));

    /// Fargate's alone.
    private static final List<Feature<TaskDefinition>> OF_FARGATE_TASK = List.of(
            new Feature<>("ephemeralStorage", task -> task.ephemeralStorage().isPresent()));

    private static final List<Feature<TaskOverride>> OF_FARGATE_OVERRIDES = List.of(new Feature<>(
            "overrides.ephemeralStorage",
            overrides -> overrides.ephemeralStorage().isPresent()));

    private static final List<Feature<ContainerOverride>> OF_CONTAINER_OVERRIDE = List.of(new Feature<>(
            "overrides.containerOverrides.environmentFiles", override -> some(override.environmentFiles())));

    private Unavailable() {}

    /// The first member that asks for such a thing.
    static Optional<String> of(TaskDefinition task, TaskOverride overrides, LaunchType type) {
        boolean fargate = type == LaunchType.FARGATE;
        return Stream.of(
                        asked(OF_TASK, Stream.of(task), ""),
                        asked(OF_VOLUME, task.volumes().stream().flatMap(List::stream), ""),
                        asked(
                                OF_CONTAINER,
                                task.containerDefinitions().stream().flatMap(List::stream),
                                "containerDefinitions."),
                        asked(fargate ? List.of() : OF_FARGATE_TASK, Stream.of(task), ""),
                        asked(fargate ? List.of() : OF_FARGATE_OVERRIDES, Stream.of(overrides), ""),
                        asked(
                                OF_CONTAINER_OVERRIDE,
                                overrides.containerOverrides().stream().flatMap(List::stream),
                                ""))
                .flatMap(members -> members)
                .findFirst();
    }

    private static <T> Stream<String> asked(List<Feature<T>> features, Stream<T> asking, String path) {
        return asking.flatMap(one ->
                features.stream().filter(feature -> feature.asked().test(one)).map(feature -> path + feature.member()));
    }

    private static boolean some(Optional<? extends List<?>> list) {
        return list.filter(items -> !items.isEmpty()).isPresent();
    }
}
