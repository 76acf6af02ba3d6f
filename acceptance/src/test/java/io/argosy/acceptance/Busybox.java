package io.argosy.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A small image made on the spot from Debian's static busybox: nothing can be pulled from anywhere.
final class Busybox {
    static final String IMAGE = "argosy-acceptance/busybox:local";

    static final String MAKE = """
            set -e
            dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
            busybox=$(command -v busybox)
            mkdir "$dir/bin" "$dir/tmp"; cp "$busybox" "$dir/bin/busybox"
            for applet in sh sleep cat echo touch test true false; do ln -s busybox "$dir/bin/$applet"; done
            tar -C "$dir" -c . | docker import - %s
            """;

    private Busybox() {}

    static void make(Path folder) {
        List<String> words = List.of("sh", "-c", MAKE.formatted(IMAGE));
        Command.run(folder, Map.of(), Duration.ofMinutes(1), words).success(words);
    }
}
