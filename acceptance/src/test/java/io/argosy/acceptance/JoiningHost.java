package io.argosy.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A machine that is about to join: what this one has installed, under a name, an address and with disks of its own, no
/// engine running and nothing of Argosy. What it writes is gone with it.
final class JoiningHost implements AutoCloseable {
    static final int NUMBER = 41;
    private static final String NAME = "argosy-join";
    private static final String BEGIN = """
            set -e
            mount --make-rprivate /
            mount -t tmpfs -o size=2g tmpfs %1$s
            mkdir %1$s/above %1$s/work %1$s/root %1$s/docker
            mount -t overlay -o lowerdir=/,upperdir=%1$s/above,workdir=%1$s/work overlay %1$s/root
            cd %1$s/root
            mount -t proc proc proc
            mount --rbind /sys sys
            mount --rbind /dev dev
            for own in run tmp etc/argosy etc/docker var/lib/argosy; do
              mkdir -p $own
              mount -t tmpfs tmpfs $own
            done
            mkdir -p var/lib/docker
            mount --bind %1$s/docker var/lib/docker
            rm -rf usr/bin/argosy usr/lib/argosy
            hostname joining
            exec chroot . sleep infinity
            """;

    private final Path folder;
    private final Process life;
    private final long first;

    JoiningHost(Path parent, Wires wires) throws IOException {
        this.folder = Files.createDirectories(parent.resolve("joining"));
        Shell.attempt("ip netns del " + NAME);
        wires.connect(NAME, NUMBER);
        life = new ProcessBuilder(List.of(
                        "nsenter",
                        "--net=/run/netns/" + NAME,
                        "unshare",
                        "--mount",
                        "--uts",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "sh",
                        "-c",
                        BEGIN.formatted(folder)))
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("joining.log").toFile())
                .start();
        PackagedProgram.await("the host has begun", () -> sleeps() > 0);
        first = sleeps();
    }

    private long sleeps() {
        return life.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/sleep"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(0);
    }

    /// What these lines print there, on either output; a line that fails fails the test.
    String run(String lines) {
        List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(first)));
        words.addAll(List.of("--mount", "--pid", "--net", "--uts", "--root", "--wd", "env", "-i", "HOME=/root"));
        words.addAll(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "sh", "-ec", lines));
        return Command.run(folder, Map.of(), Duration.ofMinutes(3), words).success(words);
    }

    @Override
    public void close() {
        life.descendants().forEach(ProcessHandle::destroyForcibly);
        life.destroyForcibly();
        try {
            life.waitFor();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        Shell.attempt("ip netns del " + NAME);
    }
}
