package io.argosy.confinement;

import io.argosy.wire.acs.AcsTask.DockerVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the options of a Docker volume would have its driver do. The engine's own driver hands them to mount(2), where
/// the word `bind` outranks the type.
record VolumeOptions(boolean engines, Map<String, String> options) {
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3");

    static VolumeOptions of(DockerVolume volume) {
        boolean engines = Set.of("", "local").contains(volume.driver().orElse(""));
        return new VolumeOptions(engines, volume.driverOpts());
    }

    private String option(String name) {
        return options.getOrDefault(name, "");
    }

    private boolean binds() {
        return Stream.of(option("o").split(",", -1))
                .map(String::strip)
                .anyMatch(word -> word.equals("bind") || word.equals("rbind"));
    }

    /// The folder of this host that the volume is.
    Optional<String> bound() {
        return engines && binds() ? Optional.of(option("device")) : Optional.empty();
    }

    /// Mounts something else than memory, another machine's files or a folder that [#bound] tells: a disk, an overlay,
    /// or a file system of the kernel.
    boolean mountsOfTheHost() {
        String type = option("type");
        boolean harmless = binds()
                || REMOTE.contains(type)
                || type.equals("tmpfs")
                || option("device").isEmpty();
        return engines && !harmless;
    }

    /// Paths in the options of drivers nobody here knows; they are held to the roots.
    List<String> otherPaths() {
        return engines
                ? List.of()
                : options.values().stream()
                        .flatMap(value -> Stream.of(value.split("[,:=]", -1)))
                        .filter(word -> word.startsWith("/"))
                        .toList();
    }
}
