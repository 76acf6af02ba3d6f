package io.argosy.docker;

import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The real engine of this machine, and a tiny image in it that needs no registry.
public final class TestEngine {
    /// The engine `DOCKER_HOST` names, if it names one by its socket.
    public static final Path SOCKET = Path.of(Optional.ofNullable(System.getenv("DOCKER_HOST"))
            .filter(host -> host.startsWith("unix://"))
            .map(host -> host.substring("unix://".length()))
            .orElse("/var/run/docker.sock"));
    public static final String IMAGE = "argosy-test/busybox:local";

    /// Tells what this process makes on the engine from what others make there for their tests at the same time.
    public static final String OURS = Long.toString(ProcessHandle.current().pid());

    private TestEngine() {}

    /// A client of the engine with the image in place. Skips the test only where no engine answers and the environment
    /// says that is meant to be so.
    public static Docker connect() throws Exception {
        var docker = new Docker(SOCKET);
        try {
            docker.ping();
        } catch (DockerException absent) {
            docker.close();
            Assumptions.assumeFalse(
                    "1".equals(System.getenv("ARGOSY_TEST_WITHOUT_ENGINE")),
                    "no Docker engine at " + SOCKET + " and ARGOSY_TEST_WITHOUT_ENGINE=1");
            throw absent;
        }
        importImage(docker);
        return docker;
    }

    private static synchronized void importImage(Docker docker) throws Exception {
        try {
            docker.image(IMAGE);
        } catch (DockerException absent) {
            Path busybox = List.of("/bin/busybox", "/usr/bin/busybox").stream()
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("install busybox-static: the test image is made of it"));
            run("""
                    set -e
                    exec 9<%1$s; flock 9
                    ! docker image inspect %2$s >/dev/null 2>&1 || exit 0
                    dir=$(mktemp -d); mkdir "$dir/bin" "$dir/tmp"; cp %1$s "$dir/bin/busybox"
                    cd "$dir/bin"
                    for applet in $(%1$s --list); do [ -e "$applet" ] || ln -s busybox "$applet"; done
                    chmod 755 "$dir"
                    tar -C "$dir" -c . | docker import - %2$s; rm -r "$dir"
                    """.formatted(busybox, IMAGE));
        }
    }

    public static void run(String script) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("failed: " + script + "\n" + output);
        }
    }

    static ContainerRequest shell(String script, Map<String, String> labels) throws InvalidContainer {
        var container = AcsContainer.of("app", IMAGE)
                .command(List.of("sh", "-c", script))
                .build();
        return request(container, labels);
    }

    static ContainerRequest request(AcsContainer container, Map<String, String> labels) throws InvalidContainer {
        var task = AcsTask.start("arn:aws:ecs:us-east-1:111122223333:task/demo/" + "b".repeat(32), "web", "1")
                .networkMode("bridge")
                .containers(List.of(container))
                .build();
        var wiring = new Wiring(
                Map.of(),
                Map.of(),
                container.environment(),
                labels,
                container.portMappings(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Wiring.Usual(4_096, true));
        return ContainerRequest.of(task, container, wiring);
    }

    static String freshName() {
        return "argosy-test-" + Long.toHexString(Instant.now().toEpochMilli()) + "-"
                + Long.toHexString(System.nanoTime());
    }
}
