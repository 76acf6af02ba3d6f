package io.argosy.hosts;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The control groups that a host's engine made for its containers: below one of the host's name, in every hierarchy
/// of version 1 or in the one of version 2.
final class HostCgroups {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Path root;

    HostCgroups(Path root) {
        this.root = root;
    }

    /// Those of a host whose processes have ended: an empty group is removed like an empty folder, once the kernel has
    /// seen the last of its processes off.
    void remove(String name) throws IOException, InterruptedException {
        if (!Tool.await(LIMIT, () -> removed(name))) {
            throw new IOException("the control groups " + name + " are still in use");
        }
    }

    private boolean removed(String name) throws IOException {
        boolean all = true;
        for (Path group : groups(name)) {
            try {
                Files.delete(group);
            } catch (IOException busy) {
                all = all && !Files.exists(group);
            }
        }
        return all;
    }

    /// The deepest first.
    private List<Path> groups(String name) throws IOException {
        List<Path> tops = new ArrayList<>(List.of(root.resolve(name)));
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> hierarchies = Files.newDirectoryStream(root, Files::isDirectory)) {
                hierarchies.forEach(hierarchy -> tops.add(hierarchy.resolve(name)));
            }
        }
        List<Path> groups = new ArrayList<>();
        for (Path top : tops) {
            if (Files.isDirectory(top)) {
                try (Stream<Path> below = Files.walk(top)) {
                    below.filter(Files::isDirectory).forEach(groups::add);
                }
            }
        }
        groups.sort(Comparator.reverseOrder());
        return groups;
    }
}
