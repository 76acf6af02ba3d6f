package io.argosy.docker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a volume of a task lies. The engine is told the kind and the place apart, so no character of a path can turn
/// one into the other.
public sealed interface Place {
    record OnHost(Path path) implements Place {}

    record InVolume(String name) implements Place {}

    /// An entry of `HostConfig.Mounts`.
    default Map<String, Object> mount(String target, boolean readOnly) {
        Map<String, Object> mount = new LinkedHashMap<>();
        switch (this) {
            case OnHost(var path) -> {
                mount.put("Type", "bind");
                mount.put("Source", path.toString());
            }
            case InVolume(var name) -> {
                mount.put("Type", "volume");
                mount.put("Source", name);
            }
        }
        mount.put("Target", target);
        mount.put("ReadOnly", readOnly);
        return mount;
    }
}
