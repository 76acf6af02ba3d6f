package io.argosy.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.wire.access.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts are made, found, lost and removed, whatever runs in them: here a program that only waits for its network. The
/// acceptance tests have the real one.
final class LocalHostsTest {
    private static final Joining JOINING =
            new Joining(URI.create("https://10.213.0.1:9080"), "default", new Secret("ajt-test"), List.of());

    @TempDir
    private Path folder;

    private LocalHosts hosts;

    @BeforeEach
    void aProgram() throws Exception {
        Path program = folder.resolve("program");
        Path script = Files.createDirectories(program.resolve("launcher")).resolve("host.sh");
        Files.writeString(script, """
                #!/bin/sh
                trap 'echo asked >"$1/end"; exit 0' TERM
                until ip link show eth0 >/dev/null 2>&1; do sleep 0.05; done
                ip addr add "$3" dev eth0; ip link set eth0 up; hostname "$2"
                echo "$ARGOSY_JOIN_TOKEN" >"$1/token"; hostname >"$1/name"
                sleep 600 & wait
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        hosts = new LocalHosts(folder.resolve("hosts"), program, Subnet.free(200), List.of());
    }

    @Test
    void noHostHasToBeThere() throws Exception {
        assertThat(hosts.list()).isEmpty();
        assertThatThrownBy(() -> hosts.stop(List.of("h1"))).hasMessageContaining("there is no host h1");
        assertThatThrownBy(() -> hosts.launch(LocalHosts.MOST + 1, JOINING)).hasMessageContaining("20 hosts at most");
    }

    /// It needs root, as the acceptance tests do.
    @Test
    @Tag("program")
    void theyAreLaunchedLostStartedAndTerminated() throws Exception {
        try {
            List<Host> launched = hosts.launch(2, JOINING);
            assertThat(launched).extracting(Host::name).containsExactly("h1", "h2");
            assertThat(launched).allMatch(Host::running);
            for (Host host : launched) {
                awaitText(host.engine().resolveSibling("name"), host.name());
                assertThat(InetAddress.getByName(host.address()).isReachable(5_000))
                        .isTrue();
            }
            awaitText(folder.resolve("hosts/h1/token"), "ajt-test");

            hosts.stop(List.of("h2"));
            assertThat(hosts.list()).extracting(Host::running).containsExactly(true, false);
            assertThat(folder.resolve("hosts/h2/end")).doesNotExist();

            hosts.start(List.of("h1", "h2"));
            assertThat(hosts.list()).allMatch(Host::running);
            awaitText(folder.resolve("hosts/h2/token"), "");

            hosts.shutDown(List.of("h1"));
            awaitText(folder.resolve("hosts/h1/end"), "asked");
            assertThat(hosts.launch(1, JOINING)).extracting(Host::name).containsExactly("h3");

            hosts.terminate(List.of("h1", "h2", "h3"));
            assertThat(hosts.list()).isEmpty();
            assertThat(folder.resolve("hosts")).isEmptyDirectory();
        } finally {
            hosts.terminate(hosts.list().stream().map(Host::name).toList());
            hosts.removeNetwork();
        }
    }

    private static void awaitText(Path file, String text) throws Exception {
        assertThat(Tool.await(
                        Duration.ofSeconds(10),
                        () -> Files.exists(file)
                                && Files.readString(file).strip().equals(text)))
                .as("%s holds %s", file, text)
                .isTrue();
    }
}
