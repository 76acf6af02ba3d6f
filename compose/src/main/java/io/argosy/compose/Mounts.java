package io.argosy.compose;

import io.argosy.shapes.ecs.DockerVolumeConfiguration;
import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.MountPoint;
import io.argosy.shapes.ecs.Tmpfs;
import io.argosy.shapes.ecs.Volume;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The volumes of one task, and where its containers have them. A named volume is the engine's on the host a task is
/// placed on; of folders only those of a host can be had, not those beside the compose file.
final class Mounts {
    private static final Set<String> LONG = Set.of("type", "source", "target", "read_only", "tmpfs", "volume", "bind");
    private static final Set<String> VOLUME = Set.of("name", "external", "driver", "driver_opts", "labels");
    private static final Set<String> MODES = Set.of("ro", "rw", "z", "Z");
    private static final int TMPFS_MIB = 64;
    private static final String NAME = "volumes";

    private final String project;
    private final Map<String, Part> named;
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final Map<String, String> folders = new LinkedHashMap<>();

    /// `named` are the volumes that the file declares.
    Mounts(String project, Map<String, Part> named) {
        this.project = project;
        this.named = named;
    }

    Collection<Volume> volumes() {
        return volumes.values();
    }

    /// What a container has of them, tmpfs aside.
    List<MountPoint> of(Part service) {
        List<MountPoint> mounts = new ArrayList<>();
        for (Object item : service.items(NAME)) {
            if (item instanceof Map<?, ?>) {
                fromMapping(service, service.item(NAME, item).only(LONG)).ifPresent(mounts::add);
            } else {
                fromText(service, String.valueOf(item)).ifPresent(mounts::add);
            }
        }
        return mounts;
    }

    static List<Tmpfs> tmpfs(Part service) {
        List<Tmpfs> all = new ArrayList<>();
        for (String word : service.words("tmpfs")) {
            int colon = word.indexOf(':');
            var options = new Part(
                    service.at("tmpfs"),
                    Map.of("size", colon < 0 ? "" : size(word.substring(colon + 1))),
                    service.findings());
            int mib = options.text("size").orElse("").isEmpty()
                    ? TMPFS_MIB
                    : Units.mebibytes(options, "size", 1).orElse(TMPFS_MIB);
            all.add(tmpfs(colon < 0 ? word : word.substring(0, colon), mib));
        }
        for (Object item : service.items(NAME)) {
            if (item instanceof Map<?, ?>
                    && service.item(NAME, item).text("type").equals(Optional.of("tmpfs"))) {
                Part mount = service.item(NAME, item);
                mount.text("target")
                        .ifPresent(target -> all.add(tmpfs(
                                target,
                                Units.mebibytes(mount.part("tmpfs").only(Set.of("size")), "size", 1)
                                        .orElse(TMPFS_MIB))));
            }
        }
        return all;
    }

    private static Tmpfs tmpfs(String path, int mib) {
        return Tmpfs.builder().containerPath(path).size(mib).build();
    }

    private static String size(String options) {
        return List.of(options.split(",")).stream()
                .filter(option -> option.startsWith("size="))
                .map(option -> option.substring("size=".length()))
                .findFirst()
                .orElse("");
    }

    private Optional<MountPoint> fromText(Part service, String text) {
        String[] words = text.split(":", -1);
        if (words.length > 3 || words[0].isEmpty()) {
            service.refuse(NAME, text + " is no volume");
            return Optional.empty();
        }
        List<String> modes = words.length == 3 ? List.of(words[2].split(",")) : List.of();
        if (!MODES.containsAll(modes)) {
            service.refuse(NAME, text + ": the mode is ro or rw");
        }
        if (words.length == 1) {
            return Optional.of(mount(anonymous(service), words[0], false));
        }
        return source(service, words[0], words[0].matches("[./~].*"))
                .map(volume -> mount(volume, words[1], modes.contains("ro")));
    }

    private Optional<MountPoint> fromMapping(Part service, Part mount) {
        mount.part("volume").only(Set.of());
        mount.part("bind").only(Set.of("create_host_path"));
        String target = mount.text("target").orElse("");
        if (target.isEmpty()) {
            mount.refuse("target", "is missing");
        }
        boolean readOnly = mount.flag("read_only").orElse(false);
        String source = mount.text("source").orElse("");
        return switch (mount.text("type").orElse("")) {
            case "volume" ->
                source.isEmpty()
                        ? Optional.of(mount(anonymous(service), target, readOnly))
                        : source(service, source, false).map(volume -> mount(volume, target, readOnly));
            case "bind" -> source(service, source, true).map(volume -> mount(volume, target, readOnly));
            case "tmpfs" -> Optional.empty();
            default -> {
                mount.refuse("type", "is volume, bind or tmpfs");
                yield Optional.empty();
            }
        };
    }

    private static MountPoint mount(String volume, String path, boolean readOnly) {
        var mount = MountPoint.builder().sourceVolume(volume).containerPath(path);
        return readOnly ? mount.readOnly(true).build() : mount.build();
    }

    /// A volume that nobody names is the task's alone.
    private String anonymous(Part service) {
        String name = service.path().substring(service.path().indexOf('.') + 1) + "-" + (volumes.size() + 1);
        volumes.put(name, Volume.builder().name(name).build());
        return name;
    }

    private Optional<String> source(Part service, String source, boolean folder) {
        if (folder) {
            if (!source.startsWith("/")) {
                service.refuse(
                        NAME,
                        source
                                + " lies beside this file; a task has folders of its host, by an absolute path, or"
                                + " what its image holds");
                return Optional.empty();
            }
            String name = folders.computeIfAbsent(source, _ -> "folder-" + (folders.size() + 1));
            volumes.put(
                    name,
                    Volume.builder()
                            .name(name)
                            .host(HostVolumeProperties.builder()
                                    .sourcePath(source)
                                    .build())
                            .build());
            return Optional.of(name);
        }
        Part declared = named.get(source);
        if (declared == null) {
            service.refuse(NAME, "there is no volume " + source + " in volumes");
            return Optional.empty();
        }
        Volume volume = declared(source, declared.only(VOLUME));
        volumes.put(volume.name().orElseThrow(), volume);
        return volume.name();
    }

    private Volume declared(String key, Part volume) {
        boolean external = volume.flag("external").orElse(false);
        Map<String, String> labels = volume.texts("labels");
        Map<String, String> options = volume.texts("driver_opts");
        return Volume.builder()
                .name(volume.text("name").orElse(external ? key : project + "_" + key))
                .dockerVolumeConfiguration(DockerVolumeConfiguration.builder()
                        .scope("shared")
                        .autoprovision(!external)
                        .driver(volume.text("driver"))
                        .driverOpts(options.isEmpty() ? Optional.empty() : Optional.of(options))
                        .labels(labels.isEmpty() ? Optional.empty() : Optional.of(labels))
                        .build())
                .build();
    }
}
