package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.MountPoint;
import java.util.List;
import java.util.stream.Stream;

/// What containers mount: volumes of the definition, and those of their siblings (ecs-semantics 4.2).
final class Mounts {
    private Mounts() {}

    static Stream<String> breaches(Draft draft) {
        return draft.containers().stream()
                .flatMap(container -> Stream.concat(mountPoints(draft, container), volumesFrom(draft, container)));
    }

    private static Stream<String> mountPoints(Draft draft, ContainerDefinition container) {
        return container.mountPoints().orElse(List.of()).stream().flatMap(mount -> mountPoint(draft, container, mount));
    }

    private static Stream<String> mountPoint(Draft draft, ContainerDefinition container, MountPoint mount) {
        String source = mount.sourceVolume().orElse("");
        boolean known =
                draft.volumes().stream().anyMatch(volume -> Draft.name(volume).equals(source));
        return Stream.concat(
                Breach.when(!known, "Unknown volume '" + source + "'."),
                Breach.in(
                        container,
                        mount.containerPath().orElse("").isEmpty(),
                        "The mount point of volume '" + source + "' needs a 'containerPath'."));
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
