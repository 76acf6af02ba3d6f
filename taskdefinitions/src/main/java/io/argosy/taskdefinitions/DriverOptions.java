package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.DockerVolumeConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the options of a Docker volume make its driver do. The engine's own driver hands them to mount(2), where the
/// word `bind` outranks the type: `type=nfs,o=bind,device=/etc` is the instance's /etc.
record DriverOptions(boolean engines, Map<String, String> options) {
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3");

    static DriverOptions of(DockerVolumeConfiguration docker) {
        return new DriverOptions(
                Set.of("", "local").contains(docker.driver().orElse("")),
                docker.driverOpts().orElse(Map.of()));
    }

    String type() {
        return options.getOrDefault("type", "");
    }

    boolean binds() {
        return List.of(options.getOrDefault("o", "").split(",")).stream()
                .anyMatch(word -> word.equals("bind") || word.equals("rbind"));
    }

    /// Then the device is a name on another machine.
    boolean remote() {
        return REMOTE.contains(type()) && !binds();
    }

    /// Mounts something else than a directory, memory or another machine's files: a disk, or the kernel's own file
    /// systems, of which proc alone gives away the instance.
    boolean mountsOfTheInstance() {
        return engines && options.containsKey("device") && !binds() && !remote() && !type().equals("tmpfs");
    }
}
