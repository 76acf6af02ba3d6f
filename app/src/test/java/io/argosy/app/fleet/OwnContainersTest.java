package io.argosy.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.agent.tasks.Owner;
import io.argosy.app.configuration.Listen;
import io.argosy.views.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `up` and `down` take for theirs on a real engine that others use too.
@Tag("engine")
final class OwnContainersTest {
    private static final Path PROGRAM = Path.of("..").toAbsolutePath().normalize();
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final String IMAGE = "argosy-test/down:local";
    private static final int APP_PORT = 8701;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void image() throws Exception {
        Assumptions.assumeFalse("1".equals(System.getenv("ARGOSY_TEST_WITHOUT_ENGINE")), "no Docker engine");
        sh("""
                docker image inspect %1$s >/dev/null 2>&1 || {
                  dir=$(mktemp -d); mkdir "$dir/bin"; cp /bin/busybox "$dir/bin/sleep"
                  tar -C "$dir" -c . | docker import - %1$s; rm -r "$dir"; }
                """.formatted(IMAGE));
    }

    @AfterEach
    void leaveNothing() throws Exception {
        sh("docker ps -aq --filter ancestor=" + IMAGE + " | xargs -r docker rm -f");
        sh("docker rmi -f " + IMAGE);
    }

    private FleetPaths home(String name) throws IOException {
        Path data = Files.createDirectories(folder.resolve(name));
        return new FleetPaths(PROGRAM, data, List.of());
    }

    private static String run(FleetPaths home, String flags) throws Exception {
        String place = " --label io.argosy.agent='" + Owner.placeOf(home.agent()) + "'";
        String family = " --label com.amazonaws.ecs.task-definition-family=shop-app ";
        return sh("docker run -d --stop-signal KILL" + place + family + flags + " " + IMAGE + " sleep 600");
    }

    private static boolean runs(String id) throws Exception {
        return sh("docker ps -q --no-trunc --filter id=" + id).equals(id);
    }

    private Down down(FleetPaths home) {
        return new Down(home, NOBODY, new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false));
    }

    private ThisMachine machine(FleetPaths home, Listen listen) {
        var terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
        return new ThisMachine(home, listen, NOBODY, terminal);
    }

    private void checkPorts(FleetPaths home) throws Exception {
        machine(home, Listen.USUAL).checkPorts();
    }

    @Test
    void downStopsItsContainersThoughNoServerAnswers() throws Exception {
        FleetPaths mine = home("mine");
        String own = run(mine, "");
        String others = run(home("others"), "");

        down(mine).run(false);

        assertThat(runs(own)).isFalse();
        assertThat(runs(others)).isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("Stopping 1 containers");
    }

    @Test
    void downStopsThemAlsoWhenTheDataDirectoryIsGone() throws Exception {
        FleetPaths mine = home("mine");
        String own = run(mine, "");
        Files.delete(mine.data());

        down(mine).run(false);

        assertThat(runs(own)).isFalse();
    }

    @Test
    void purgeTakesAwayNothingOfAnotherDataDirectory() throws Exception {
        FleetPaths mine = home("mine");
        String own = run(mine, "");
        String others = run(home("others"), "");

        down(mine).run(true);

        assertThat(sh("docker ps -aq --no-trunc --filter id=" + own)).isEmpty();
        assertThat(runs(others)).isTrue();
        assertThat(mine.data()).isEmptyDirectory();
    }

    @Test
    void aPortThatAnotherContainerHasIsNamedWithIt() throws Exception {
        FleetPaths mine = home("mine");
        run(home("others"), "--name argosy-test-stranger -p " + APP_PORT + ":80");

        assertThatThrownBy(() -> checkPorts(mine))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port 8701 is in use by container argosy-test-stranger: the sample needs it");
    }

    @Test
    void aPortThatAProcessHasIsNamedWithIt() throws Exception {
        FleetPaths mine = home("mine");
        try (var taken = new ServerSocket(APP_PORT, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> checkPorts(mine))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port 8701 is in use by ")
                    .hasMessageContaining("(pid " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void theServersPortIsNamedTooAndHowToChangeIt() throws Exception {
        FleetPaths mine = home("mine");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(
                            () -> machine(mine, new Listen("127.0.0.1", port)).checkPorts())
                    .hasMessageContaining("port " + port + " is in use by ")
                    .hasMessageContaining("ARGOSY_LISTEN=127.0.0.1:" + (port + 1) + " ./argosy up");
        }
    }

    @Test
    void itsOwnContainersMayHaveThePorts() throws Exception {
        FleetPaths mine = home("mine");
        run(mine, "-p " + APP_PORT + ":80");

        assertThatCode(() -> checkPorts(mine)).doesNotThrowAnyException();
    }

    private static String sh(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(script + "\n" + output).isZero();
        return output.strip();
    }
}
