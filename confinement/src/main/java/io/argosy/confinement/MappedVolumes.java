package io.argosy.confinement;

import io.argosy.confinement.FileSystems.Export;
import io.argosy.confinement.FileSystems.Folder;
import io.argosy.confinement.FileSystems.Source;
import io.argosy.docker.VolumeRequest;
import io.argosy.wire.acs.AcsTask.EfsVolume;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Volumes of tasks that are file systems of the network: a folder below the one that a file system is on this host,
/// on a way without links, or a mount of an export by the engine's own driver.
public final class MappedVolumes {
    /// What ECS mounts with.
    private static final String OPTIONS =
            ",nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport";

    private final FileSystems systems;
    private final Map<Path, HostPaths> folders = new HashMap<>();

    /// What a task's volume is on this host.
    public sealed interface Mapped {}

    public record InFolder(Path path) implements Mapped {}

    public record OfEngine(VolumeRequest request) implements Mapped {}

    /// `paths` are the rules for other folders of this host.
    MappedVolumes(FileSystems systems, HostPaths paths) {
        this.systems = systems;
        for (Source source : systems.sources().values()) {
            if (source instanceof Folder(Path path)) {
                folders.put(path, paths.below(path));
            }
        }
    }

    /// `name` is what a volume of the engine would be called.
    Mapped of(String volume, EfsVolume asked, String name) throws HostRefusal {
        Source source = systems.find(volume, asked.fileSystemId(), asked.encrypted());
        String root = PlainText.inContainer(
                        "rootDirectory of volume '" + volume + "'",
                        systems.root(
                                volume,
                                asked.fileSystemId(),
                                asked.accessPoint(),
                                asked.rootDirectory().orElse("/")))
                .toString();
        return switch (source) {
            case Folder(Path path) -> new InFolder(folder(volume, path, root));
            case Export export -> new OfEngine(request(export, root, name));
        };
    }

    private Path folder(String volume, Path folder, String root) throws HostRefusal {
        String path = folder.resolve(root.substring(1)).toString();
        return Optional.ofNullable(folders.get(folder)).orElseThrow().unchanged("volume '" + volume + "'", path);
    }

    private static VolumeRequest request(Export export, String root, String name) {
        String device = ":" + Path.of(export.path()).resolve(root.substring(1)).normalize();
        String security = export.encrypted() ? ",xprtsec=tls" : "";
        return new VolumeRequest(
                name,
                "local",
                Map.of("type", "nfs", "device", device, "o", "addr=" + export.server() + OPTIONS + security),
                Map.of());
    }

    /// The rules for what is mounted from there, if that lies in a file system's folder.
    Optional<HostPaths> rulesFor(String source) {
        return folders.values().stream()
                .filter(paths -> paths.within(Path.of(source)))
                .findFirst();
    }
}
