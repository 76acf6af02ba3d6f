package io.argosy.agent;

import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// An image with a log router of the tests: a program in Perl that reads what a Fluent Bit or a Fluentd would be told
/// and speaks their protocol. Neither of them can be fetched where tests run.
final class TestRouter {
    static final String IMAGE = "argosy-test/router:local";

    private TestRouter() {}

    /// The program changes with this checkout, so the image is made anew.
    static void importImage() throws Exception {
        Path program = Path.of(Objects.requireNonNull(TestRouter.class.getResource("/router/router.pl"))
                .toURI());
        TestEngine.run("""
                set -e
                dir=$(mktemp -d)
                busybox=$(command -v busybox); perl=$(readlink -f /usr/bin/perl)
                mkdir -p "$dir/bin" "$dir/tmp" "$dir/run" "$dir/var"
                ln -s ../run "$dir/var/run"
                cp "$busybox" "$dir/bin/busybox"
                for applet in sh sleep cat ln nc; do ln -s busybox "$dir/bin/$applet"; done
                for file in "$perl" $(ldd "$perl" | grep -o '/[^ ]*'); do
                  mkdir -p "$dir$(dirname "$file")"; cp -L "$file" "$dir$file"; done
                base=$(/usr/bin/perl -e 'print grep { m{/perl-base$} } @INC')
                mkdir -p "$dir$base"; cp -r "$base/." "$dir$base"
                for library in $(ldd "$base/auto/Socket/Socket.so" | grep -o '/[^ ]*'); do
                  mkdir -p "$dir$(dirname "$library")"; cp -L "$library" "$dir$library"; done
                ln -sf "$perl" "$dir/bin/perl"
                cp '%s' "$dir/router.pl"
                printf '[OUTPUT]\\n    Name custom\\n    Match quiet-firelens*\\n' > "$dir/custom.conf"
                chmod 755 "$dir"
                tar -C "$dir" -c . | docker import - %s >/dev/null; rm -r "$dir"
                """.formatted(program, IMAGE));
    }

    /// What a container has written, once it says what the test waits for.
    static List<String> awaitLine(Docker docker, String container, String wanted) throws Exception {
        List<String> lines = List.of();
        for (int attempt = 0; attempt < 300; attempt++) {
            lines = docker.lastLines(container, 200);
            if (lines.stream().anyMatch(line -> line.contains(wanted))) {
                return lines;
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        throw new AssertionError("not within 30 s: " + wanted + "\n" + String.join("\n", lines));
    }
}
