package io.argosy.launches;

import io.argosy.model.LaunchType;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.EnvironmentFile;
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
public final class Unavailable {
    private record Feature<T>(String member, Predicate<T> asked) {}

    private static final List<Feature<TaskDefinition>> OF_TASK = List.of(
            new Feature<>(
                    "proxyConfiguration", task -> task.proxyConfiguration().isPresent()),
            new Feature<>(
                    "enableFaultInjection", task -> task.enableFaultInjection().orElse(false)));

    private static final List<Feature<Volume>> OF_VOLUME = List.of(
            new Feature<>(
                    "volumes.efsVolumeConfiguration.transitEncryptionPort",
                    volume -> volume.efsVolumeConfiguration()
                            .flatMap(efs -> efs.transitEncryptionPort())
                            .isPresent()),
            new Feature<>(
                    "volumes.efsVolumeConfiguration.authorizationConfig.iam=ENABLED",
                    volume -> volume.efsVolumeConfiguration()
                            .flatMap(efs -> efs.authorizationConfig())
                            .flatMap(access -> access.iam())
                            .equals(Optional.of("ENABLED"))),
            new Feature<>(
                    "volumes.fsxWindowsFileServerVolumeConfiguration",
                    volume -> volume.fsxWindowsFileServerVolumeConfiguration().isPresent()),
            new Feature<>(
                    "volumes.s3filesVolumeConfiguration",
                    volume -> volume.s3filesVolumeConfiguration().isPresent()));

    private static final List<Feature<ContainerDefinition>> OF_CONTAINER = List.of(
            new Feature<>("environmentFiles", container -> inS3(container.environmentFiles())),
            new Feature<>("firelensConfiguration.options.config-file-type=s3", Unavailable::routedByS3),
            new Feature<>("credentialSpecs", container -> some(container.credentialSpecs())));

    /// Fargate's alone.
    private static final List<Feature<TaskDefinition>> OF_FARGATE_TASK = List.of(
            new Feature<>("ephemeralStorage", task -> task.ephemeralStorage().isPresent()));

    private static final List<Feature<TaskOverride>> OF_FARGATE_OVERRIDES = List.of(new Feature<>(
            "overrides.ephemeralStorage",
            overrides -> overrides.ephemeralStorage().isPresent()));

    private static final List<Feature<ContainerOverride>> OF_CONTAINER_OVERRIDE = List.of(new Feature<>(
            "overrides.containerOverrides.environmentFiles", override -> inS3(override.environmentFiles())));

    private Unavailable() {}

    /// The first member that asks for such a thing.
    public static Optional<String> of(TaskDefinition task, TaskOverride overrides, LaunchType type) {
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

    private static boolean inS3(Optional<List<EnvironmentFile>> files) {
        return files.orElse(List.of()).stream().anyMatch(file -> file.value().startsWith("arn:"));
    }

    private static boolean routedByS3(ContainerDefinition container) {
        return container
                .firelensConfiguration()
                .flatMap(firelens -> firelens.options())
                .filter(options -> "s3".equals(options.get("config-file-type")))
                .isPresent();
    }

    private static <T> Stream<String> asked(List<Feature<T>> features, Stream<T> asking, String path) {
        return asking.flatMap(one ->
                features.stream().filter(feature -> feature.asked().test(one)).map(feature -> path + feature.member()));
    }

    private static boolean some(Optional<? extends List<?>> list) {
        return list.filter(items -> !items.isEmpty()).isPresent();
    }
}
