package io.argosy.agent.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Whose a container is: that of the agent which keeps its memory at `place`, host and data directory. An agent that
/// lost its memory becomes another instance at the same place, and knows by this what its former life left running.
/// The instance's ARN is told for people.
public record Owner(String cluster, String place, Supplier<String> instance) {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    /// The place of an agent that keeps its memory in this directory of this host, whether or not it is still there.
    public static String placeOf(Path directory) throws IOException {
        String host = Files.exists(HOST_NAME) ? Files.readString(HOST_NAME).strip() : "";
        return host + ":" + real(directory.toAbsolutePath().normalize());
    }

    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null
                ? path.toRealPath()
                : real(parent).resolve(path.getFileName());
    }

    boolean owns(Map<String, String> labels) {
        return place.equals(labels.get(Labels.PLACE));
    }

    /// Another agent that these labels name.
    Optional<String> other(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(Labels.PLACE))
                .filter(theirs -> !theirs.equals(place))
                .map(theirs -> theirs + " " + labels.getOrDefault(Labels.INSTANCE, ""));
    }
}
