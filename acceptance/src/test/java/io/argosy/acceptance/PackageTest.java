package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The package, made as it is for users: what is in it, that its archives are used where it lies, and that a host joins
/// the server that runs from it by the line that the server's command prints. It touches nothing that other tests use,
/// and runs beside them.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
final class PackageTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final long MOST_BYTES = 60_000_000;
    /// The same files, packed by gzip, which makes more of them than the package's zstd.
    private static final long MOST_BYTES_OF_TARBALL = 64_000_000;
    private static final int PORT = 9481;

    @TempDir
    private static Path folder;

    private static Path deb;
    private static Path home;
    private static Wires wires;
    private static Kept server;

    @BeforeAll
    static void makeIt() throws IOException {
        List<String> words = List.of(CHECKOUT.resolve("argosy").toString(), "dist");
        Command.run(folder, Map.of(), Duration.ofMinutes(10), words).success(words);
        deb = made(".deb");
        // Another place than the one it was made for, as any package lies in another than the one it was made in.
        Shell.run("dpkg -x " + deb + " " + folder.resolve("root"));
        home = folder.resolve("root/usr/lib/argosy");
        wires = new Wires(78);
        server = new Kept(
                List.of(program(), "server", "--listen", wires.server() + ":" + PORT, "--data-dir", data()),
                Map.of("ARGOSY_JAVA_FLAGS", "-Xlog:class+load:file=" + folder.resolve("classes")),
                folder.resolve("server.log"));
        server.start();
        PackagedProgram.await(
                "the server answers",
                () -> Command.run(
                                        folder,
                                        Map.of(),
                                        Duration.ofSeconds(5),
                                        List.of("curl", "-fsSk", endpoint() + "/healthz"))
                                .status()
                        == 0);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {server, wires}) {
            if (part != null) {
                part.close();
            }
        }
    }

    private static Path made(String ending) throws IOException {
        try (Stream<Path> files = Files.list(CHECKOUT.resolve("dist"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String endpoint() {
        return "https://" + wires.server() + ":" + PORT;
    }

    private static String program() {
        return home.resolve("argosy").toString();
    }

    private static String data() {
        return folder.resolve("server").toString();
    }

    @Test
    void itIsSmallAndHoldsWhatAHostNeeds() throws IOException {
        assertThat(deb).isRegularFile();
        assertThat(Files.size(deb)).isLessThan(MOST_BYTES);
        assertThat(Files.size(made(".tar.gz"))).isLessThan(MOST_BYTES_OF_TARBALL);
        assertThat(Shell.run("dpkg-deb -c " + deb))
                .contains(
                        "./usr/bin/argosy -> ../lib/argosy/argosy",
                        "./usr/lib/systemd/system/argosy-server.service",
                        "./usr/lib/systemd/system/argosy-server.socket",
                        "./usr/lib/systemd/system/argosy-agent.service",
                        "./usr/share/man/man1/argosy.1.gz",
                        "./usr/share/bash-completion/completions/argosy",
                        "./usr/lib/argosy/runtime/legal/");
        assertThat(Shell.run("dpkg-deb -f " + deb + " Version"))
                .isEqualTo(run("version").replace("argosy ", ""));
    }

    /// Not one class comes from an archive that does not fit.
    @Test
    void theServersArchiveIsUsedWhereItLies() throws IOException {
        List<String> loaded = Files.readAllLines(folder.resolve("classes"));

        assertThat(loaded.stream().filter(line -> line.contains("source: shared objects file")))
                .hasSizeGreaterThan(loaded.size() / 2);
    }

    @Test
    void itsUnitsAreGood() {
        for (String unit : List.of("argosy-server.service", "argosy-agent.service")) {
            Path file = folder.resolve("root/usr/lib/systemd/system").resolve(unit);
            // The command is not there on this machine.
            assertThat(Shell.run("command -v systemd-analyze >/dev/null || exit 0; systemd-analyze verify --man=no "
                            + file + " 2>&1 | grep -v 'argosy is not executable' || true"))
                    .isEmpty();
        }
    }

    @Test
    void itsManualPageAndItsCompletionAreRead() {
        Path root = folder.resolve("root");
        assertThat(Shell.run("zcat " + root.resolve("usr/share/man/man1/argosy.1.gz")))
                .contains(".SS argosy join", ".SS argosy token create", "\\-\\-listen");
        assertThat(Shell.run("bash -ec '. " + root.resolve("usr/share/bash-completion/completions/argosy")
                        + "; complete -p argosy; declare -f'"))
                .contains("_complete_argosy", "_picocli_argosy_token_create", "_picocli_argosy_join")
                .doesNotContain("rehearse");
        assertThat(run("help")).contains("join", "leave", "server", "version");
        assertThat(run("join", "--help")).contains("--token-file");
    }

    @Test
    void whatNeedsTheSourcesSaysSo() {
        Command refused = Command.run(folder, Map.of(), Duration.ofSeconds(20), List.of(program(), "up"));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).contains("up works on Argosy's sources");
    }

    @Test
    void aHostJoinsByThePrintedLineAndLeaves() throws IOException {
        aws("ecs", "create-cluster", "--cluster-name", "joining");
        String printed = run("token", "create", "--cluster", "joining", "--endpoint", endpoint());
        String line = printed.lines()
                .filter(one -> one.contains("curl -fsS"))
                .findFirst()
                .orElseThrow()
                .strip();
        try (var host = new JoiningHost(folder, wires)) {
            String steps = host.run(line);
            assertThat(steps)
                    .contains("installing argosy", "there is no systemd", "joined: arn:aws:ecs:")
                    .doesNotContain("ajt-");
            assertThat(host.run("find /etc/argosy /var/lib/argosy -type f ! -perm 600; cat /etc/argosy/agent.env"))
                    .startsWith("/etc/argosy/argosy.toml")
                    .contains("--cluster joining", "--ca-fingerprint sha256:")
                    .doesNotContain("ajt-");
            assertThat(attributes())
                    .contains("argosy.host-name\tjoining", "argosy.addresses\t" + wires.address(JoiningHost.NUMBER));

            runsATask(host);
            String container = host.run("docker ps -q");
            assertThat(container).hasSize(12);

            assertThat(host.run(line)).contains("is installed", "joined:");
            assertThat(host.run("docker ps -q")).isEqualTo(container);

            host.run("argosy join $(sed 's/.*=\"//; s/\"$//' /etc/argosy/agent.env)"
                    + " --zone rack-7 --attributes tier=gold");
            assertThat(attributes()).contains("ecs.availability-zone\track-7", "tier\tgold");
            assertThat(host.run("docker ps -q")).isEqualTo(container);

            assertThat(host.run("argosy leave")).contains("deregistered", "this host has left");
            assertThat(host.run("docker ps -aq; ls /var/lib/argosy/agent /etc/argosy/agent.env 2>/dev/null || true;"
                            + " ls /etc/docker/certs.d; ip -br addr show lo | grep 169 || true"))
                    .isEmpty();
            assertThat(aws("ecs", "list-container-instances", "--cluster", "joining"))
                    .isEmpty();
            assertThat(host.run("argosy leave")).contains("in no fleet");
        }
    }

    private static void runsATask(JoiningHost host) {
        host.run(Busybox.MAKE.formatted(Busybox.IMAGE));
        aws("ecs", "register-task-definition", "--family", "joined", "--container-definitions", """
                [{"name":"joined","image":"%s","memory":32,"essential":true,"command":["sleep","600"]}]""".formatted(
                        Busybox.IMAGE));
        aws("ecs", "run-task", "--cluster", "joining", "--task-definition", "joined");
        PackagedProgram.await("the task runs", () -> !host.run("docker ps -q").isEmpty());
    }

    private static String attributes() {
        String instance =
                aws("ecs", "list-container-instances", "--cluster", "joining", "--query", "containerInstanceArns[]");
        return aws(
                "ecs",
                "describe-container-instances",
                "--cluster",
                "joining",
                "--container-instances",
                instance,
                "--query",
                "containerInstances[0].attributes[].[name,value]");
    }

    private static String run(String... words) {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(List.of(words));
        return Command.run(folder, environment(), Duration.ofMinutes(1), command)
                .success(command);
    }

    private static String aws(String... words) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("argosy.aws", "/usr/bin/aws"), "--output", "text", "--endpoint-url", endpoint()));
        command.addAll(List.of(words));
        return Command.run(folder, environment(), Duration.ofMinutes(1), command)
                .success(command);
    }

    private static Map<String, String> environment() {
        return Map.of(
                "AWS_SHARED_CREDENTIALS_FILE", data() + "/credentials",
                "AWS_CONFIG_FILE", data() + "/config",
                "AWS_CA_BUNDLE", data() + "/tls/ca.pem",
                "AWS_PAGER", "");
    }
}
