package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.MountPoint;
import java.util.List;
import java.util.stream.Stream;

/// What containers mount: volumes of the definition, and those of their siblings (ecs-semantics 4.2).
final class Mounts {
    private Mounts() {}

    static Stream<String> breaches(Draft draft) {
        return draft.containers().stream()
                .flatMap(container -> Stream.of(
                                mountPoints(draft, container), volumesFrom(draft, container), memory(draft, container))
                        .flatMap(breaches -> breaches));
    }

    private static Stream<String> mountPoints(Draft draft, ContainerDefinition container) {
        return container.mountPoints().orElse(List.of()).stream().flatMap(mount -> mountPoint(draft, container, mount));
    }

    private static Stream<String> mountPoint(Draft draft, ContainerDefinition container, MountPoint mount) {
        String source = mount.sourceVolume().orElse("");
        boolean known =
                draft.volumes().stream().anyMatch(volume -> Draft.name(volume).equals(source));
        return Stream.of(
                        Breach.when(!known, "Unknown volume '" + source + "'."),
                        Breach.in(
                                container,
                                mount.containerPath().orElse("").isEmpty(),
                                "The mount point of volume '" + source + "' needs a 'containerPath'."),
                        path(
                                draft,
                                container,
                                "containerPath",
                                mount.containerPath().orElse("")))
                .flatMap(breaches -> breaches);
    }

    /// A place inside a container is named without detours: what stands between may be links of its image.
    private static Stream<String> path(Draft draft, ContainerDefinition container, String field, String text) {
        boolean elsewhere = text.isEmpty() || draft.windows();
        boolean detour = List.of(text.split("/")).contains("..");
        return Breach.in(
                container,
                !elsewhere && (HostPath.misread(text) || detour || !text.startsWith("/")),
                "'" + field + "' must be an absolute path without '..', colons and control characters.");
    }

    private static Stream<String> memory(Draft draft, ContainerDefinition container) {
        return container.linuxParameters().flatMap(LinuxParameters::tmpfs).orElse(List.of()).stream()
                .flatMap(tmpfs -> path(draft, container, "linuxParameters.tmpfs.containerPath", tmpfs.containerPath()));
    }

    private static Stream<String> volumesFrom(Draft draft, ContainerDefinition container) {
        return container.volumesFrom().orElse(List.of()).stream().flatMap(from -> {
            String source = from.sourceContainer().orElse("");
            return Stream.concat(
                    Breach.when(
                            draft.container(source).isEmpty(),
                            "Invalid 'volumesFrom' setting. Unknown container: '" + source + "'."),
                    Breach.when(
                            source.equals(Draft.name(container)),
                            "Invalid 'volumesFrom' setting. Container '" + source + "' cannot mount its own volumes."));
        });
    }
}
