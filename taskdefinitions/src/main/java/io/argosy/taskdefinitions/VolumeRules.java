package io.argosy.taskdefinitions;

import io.argosy.model.Names;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DockerVolumeConfiguration;
import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Volumes: named once, of one kind each (ecs-semantics 4.3). File systems on the network have their own
/// `FileSystemRules`.
final class VolumeRules {
    private VolumeRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return Rule.first(requested, VolumeRules::each, VolumeRules::distinct, VolumeRules::atLaunch);
    }

    private static Stream<String> each(RequestedDefinition requested) {
        return requested.volumes().stream().flatMap(volume -> {
            String name = RequestedDefinition.name(volume);
            return Stream.of(
                            Violation.when(name.isEmpty(), "Volume.name should not be null or empty."),
                            Violation.when(
                                    !name.isEmpty() && !Names.valid(name), "Volume name contains invalid characters."),
                            Violation.when(kinds(volume) > 1, "Volume '" + name + "' can have only one configuration."),
                            volume.dockerVolumeConfiguration().stream().flatMap(docker -> docker(name, docker)),
                            FileSystemRules.violations(requested, volume))
                    .flatMap(violations -> violations);
        });
    }

    /// An empty `host` is what a volume without a kind is shown with, so it goes with any other.
    private static long kinds(Volume volume) {
        return Stream.of(
                        volume.host().flatMap(HostVolumeProperties::sourcePath),
                        volume.dockerVolumeConfiguration(),
                        volume.efsVolumeConfiguration(),
                        volume.fsxWindowsFileServerVolumeConfiguration(),
                        volume.s3filesVolumeConfiguration(),
                        volume.configuredAtLaunch().filter(Boolean::booleanValue))
                .filter(Optional::isPresent)
                .count();
    }

    private static Stream<String> docker(String volume, DockerVolumeConfiguration docker) {
        boolean shared = docker.scope().filter("shared"::equals).isPresent();
        return Stream.concat(
                Violation.notOneOf("scope", docker.scope(), List.of("task", "shared")),
                Violation.when(
                        docker.autoprovision().orElse(false) && !shared,
                        "Invalid 'dockerVolumeConfiguration' setting for volume '" + volume
                                + "'. 'autoprovision' can only be used with scope 'shared'."));
    }

    private static Stream<String> distinct(RequestedDefinition requested) {
        Set<String> names = new HashSet<>();
        return requested.volumes().stream()
                .map(RequestedDefinition::name)
                .filter(name -> !names.add(name))
                .map(name -> "Volume names must be unique within a task definition: '" + name + "'.");
    }

    private static Stream<String> atLaunch(RequestedDefinition requested) {
        List<String> names = requested.volumes().stream()
                .filter(volume -> volume.configuredAtLaunch().orElse(false))
                .map(RequestedDefinition::name)
                .toList();
        List<String> unmounted = names.stream()
                .filter(name -> requested.containers().stream().noneMatch(container -> mounts(container, name)))
                .toList();
        return Stream.concat(
                Violation.when(names.size() > 1, "Only one volume can be configured at launch: " + names),
                Violation.when(
                        !unmounted.isEmpty(),
                        "Volumes [" + String.join(", ", unmounted) + "] are not referenced by any of the containers"));
    }

    private static boolean mounts(ContainerDefinition container, String volume) {
        return container.mountPoints().orElse(List.of()).stream()
                .anyMatch(mount -> mount.sourceVolume().orElse("").equals(volume));
    }
}
