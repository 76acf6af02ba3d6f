package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.EFSAuthorizationConfig;
import io.argosy.shapes.ecs.EFSVolumeConfiguration;
import io.argosy.shapes.ecs.EnvironmentFile;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a task needs of its instance that ECS has no attribute for: that it knows the file systems, as each instance
/// tells by their ids (in ECS every one reaches all), and reads environment files out of the registry. They are no part
/// of what a definition says it requires.
public final class OwnAttributes {
    private static final String EFS = "argosy.efs.";
    private static final String FILES = "argosy.environment-files";

    private OwnAttributes() {}

    public static Set<String> of(TaskDefinition definition, TaskOverride overrides) {
        Set<String> names = new HashSet<>();
        definition.volumes().orElse(List.of()).stream()
                .flatMap(volume -> volume.efsVolumeConfiguration().stream())
                .forEach(efs -> add(names, efs));
        Stream<EnvironmentFile> files = Stream.concat(
                definition.containerDefinitions().orElse(List.of()).stream()
                        .map(ContainerDefinition::environmentFiles)
                        .flatMap(some -> some.orElse(List.of()).stream()),
                overrides.containerOverrides().orElse(List.of()).stream()
                        .map(ContainerOverride::environmentFiles)
                        .flatMap(some -> some.orElse(List.of()).stream()));
        if (files.findAny().isPresent()) {
            names.add(FILES);
        }
        return names;
    }

    private static void add(Set<String> names, EFSVolumeConfiguration efs) {
        names.add(EFS + efs.fileSystemId());
        if (efs.transitEncryption().filter("ENABLED"::equals).isPresent()) {
            names.add(EFS + efs.fileSystemId() + ".transit-encryption");
        }
        efs.authorizationConfig()
                .flatMap(EFSAuthorizationConfig::accessPointId)
                .ifPresent(point -> names.add(EFS + point));
    }
}
