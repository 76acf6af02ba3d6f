package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.MountPoint;
import java.util.List;
import java.util.stream.Stream;

/// What containers mount: volumes of the definition, and those of their siblings (ecs-semantics 4.2).
final class MountRules {
    private MountRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return requested.containers().stream()
                .flatMap(container -> Stream.of(
                                mountPoints(requested, container),
                                volumesFrom(requested, container),
                                memory(requested, container))
                        .flatMap(violations -> violations));
    }

    private static Stream<String> mountPoints(RequestedDefinition requested, ContainerDefinition container) {
        return container.mountPoints().orElse(List.of()).stream()
                .flatMap(mount -> mountPoint(requested, container, mount));
    }

    private static Stream<String> mountPoint(
            RequestedDefinition requested, ContainerDefinition container, MountPoint mount) {
        String source = mount.sourceVolume().orElse("");
        boolean known = requested.volumes().stream()
                .anyMatch(volume -> RequestedDefinition.name(volume).equals(source));
        return Stream.of(
                        Violation.when(!known, "Unknown volume '" + source + "'."),
                        Violation.in(
                                container,
                                mount.containerPath().orElse("").isEmpty(),
                                "The mount point of volume '" + source + "' needs a 'containerPath'."),
                        path(
                                requested,
                                container,
                                "containerPath",
                                mount.containerPath().orElse("")))
                .flatMap(violations -> violations);
    }

    /// A place inside a container is named without detours: what stands between may be links of its image.
    private static Stream<String> path(
            RequestedDefinition requested, ContainerDefinition container, String field, String text) {
        boolean elsewhere = text.isEmpty() || requested.windows();
        boolean detour = List.of(text.split("/")).contains("..");
        return Violation.in(
                container,
                !elsewhere && (HostPath.misread(text) || detour || !text.startsWith("/")),
                "'" + field + "' must be an absolute path without '..', colons and control characters.");
    }

    private static Stream<String> memory(RequestedDefinition requested, ContainerDefinition container) {
        return container.linuxParameters().flatMap(LinuxParameters::tmpfs).orElse(List.of()).stream()
                .flatMap(tmpfs ->
                        path(requested, container, "linuxParameters.tmpfs.containerPath", tmpfs.containerPath()));
    }

    private static Stream<String> volumesFrom(RequestedDefinition requested, ContainerDefinition container) {
        return container.volumesFrom().orElse(List.of()).stream().flatMap(from -> {
            String source = from.sourceContainer().orElse("");
            return Stream.concat(
                    Violation.when(
                            requested.container(source).isEmpty(),
                            "Invalid 'volumesFrom' setting. Unknown container: '" + source + "'."),
                    Violation.when(
                            source.equals(RequestedDefinition.name(container)),
                            "Invalid 'volumesFrom' setting. Container '" + source + "' cannot mount its own volumes."));
        });
    }
}
