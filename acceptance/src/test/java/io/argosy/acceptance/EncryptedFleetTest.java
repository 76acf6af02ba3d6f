package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.TlsTrustManagersProvider;

/// A server on the bridge's address, which speaks TLS with a CA of its own: every client that has the CA is served,
/// and none without it.
@Tag("program")
final class EncryptedFleetTest {
    private static final String REPOSITORY = "encrypted";
    private static final String UNTRUSTED = "unable to find valid certification path";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;
    private static Path certs;
    private static Command earlyLogin;
    private static String registry;

    @BeforeAll
    static void start() throws IOException {
        Busybox.make(folder);
        String bridge = run(List.of(
                        "docker", "network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}"))
                .success(List.of("docker network inspect bridge"));
        machine = new PackagedProgram(folder, bridge);
        registry = machine.uri().getAuthority();
        certs = Path.of("/etc/docker/certs.d", registry);
        machine.startServer();
        machine.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        machine.aws("ecr", "create-repository", "--repository-name", REPOSITORY);
        earlyLogin = login();
        machine.startAgent();
    }

    @AfterAll
    static void stop() throws IOException {
        machine.close();
        Files.deleteIfExists(certs.resolve("ca.crt"));
        Files.deleteIfExists(certs);
    }

    private static Command run(List<String> words) {
        return Command.run(folder, Map.of(), Duration.ofMinutes(2), words);
    }

    private static Command login() {
        return run(List.of(
                "docker",
                "--config",
                folder.resolve("docker").toString(),
                "login",
                "-u",
                "AWS",
                "-p",
                password(),
                registry));
    }

    private static String password() {
        return machine.aws("ecr", "get-login-password");
    }

    @Test
    void opensslVerifiesIt() {
        List<String> words = new ArrayList<>(
                List.of("openssl", "s_client", "-connect", registry, "-verify_return_error", "-alpn", "h2"));
        assertThat(run(words).status()).isNotZero();

        words.addAll(List.of("-CAfile", machine.ca().toString()));
        assertThat(run(words).success(words))
                .contains("Verification: OK")
                .contains("ALPN protocol: h2")
                .contains("TLSv1.3");
    }

    @Test
    void curlSpeaksBothVersionsAndPlainHttpIsRefused() {
        String health = machine.uri() + "/healthz";
        for (String version : List.of("1.1", "2")) {
            List<String> words = List.of(
                    "curl",
                    "-sS",
                    "--http" + version,
                    "--cacert",
                    machine.ca().toString(),
                    "-w",
                    "%{http_version}",
                    health);
            assertThat(run(words).success(words)).isEqualTo("serving\n" + version);
        }
        assertThat(run(List.of("curl", "-sS", health)).status())
                .as("without the CA")
                .isEqualTo(60);
        assertThat(run(List.of("curl", "-sS", health.replace("https", "http"))).output())
                .contains("ask by https://");
    }

    @Test
    void awsTrustsItsBundleOnly() {
        String proxy = machine.aws("ecr", "get-authorization-token", "--query", "authorizationData[0].proxyEndpoint");
        assertThat(proxy).isEqualTo("https://" + registry);

        List<String> words =
                List.of("/usr/bin/aws", "--endpoint-url", machine.uri().toString(), "ecs", "list-clusters");
        var key = Map.of(
                "AWS_MAX_ATTEMPTS",
                "1",
                "AWS_SHARED_CREDENTIALS_FILE",
                machine.data().resolve("credentials").toString(),
                "AWS_CONFIG_FILE",
                machine.data().resolve("config").toString());
        Command refused = Command.run(folder, key, Duration.ofMinutes(1), words);
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("SSL validation failed");
    }

    @Test
    void theSdkTrustsTheCaItIsGivenInBothVersionsOfHttp() throws Exception {
        var sdk = new SdkClients(machine.uri(), machine.data().resolve("credentials"));
        TlsTrustManagersProvider trust = SdkClients.trusting(machine.ca());

        assertThat(sdk.ask(SdkClients.waiting().tlsTrustManagersProvider(trust)))
                .startsWith("https://" + registry + ": [")
                .contains("cluster/" + PackagedProgram.CLUSTER);
        assertThatThrownBy(() -> sdk.ask(SdkClients.waiting())).hasStackTraceContaining(UNTRUSTED);
        for (Protocol version : Protocol.values()) {
            assertThat(sdk.ask(SdkClients.asynchronous(version).tlsTrustManagersProvider(trust)))
                    .as("%s", version)
                    .startsWith("https://" + registry + ": [")
                    .contains("cluster/" + PackagedProgram.CLUSTER);
        }
        assertThatThrownBy(() -> sdk.ask(SdkClients.asynchronous(Protocol.HTTP1_1)))
                .hasStackTraceContaining(UNTRUSTED);
        // Here the SDK does not say why it gets no connection.
        assertThatThrownBy(() -> sdk.ask(
                        SdkClients.asynchronous(Protocol.HTTP2).connectionAcquisitionTimeout(Duration.ofSeconds(2))))
                .hasRootCauseMessage("Acquire operation took longer than 2000 milliseconds.");
    }

    @Test
    void skopeoCopiesWithTheCaOnly() throws IOException {
        Path trusting = Files.createDirectories(folder.resolve("trusting"));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Files.writeString(trusting.resolve("ca.crt"), Files.readString(machine.ca()));
        Path image = folder.resolve("image.tar");
        machine.docker("save", "-o", image.toString(), Busybox.IMAGE);
        String target = "docker://" + registry + "/" + REPOSITORY + ":skopeo";

        assertThat(run(skopeo(empty, image, target)).output()).contains("x509");
        run(skopeo(trusting, image, target)).success(List.of("skopeo copy"));

        assertThat(machine.aws("ecr", "list-images", "--repository-name", REPOSITORY, "--query", "imageIds[].imageTag"))
                .contains("skopeo");
    }

    private static List<String> skopeo(Path certs, Path image, String target) {
        return List.of(
                "skopeo",
                "--insecure-policy",
                "copy",
                "--dest-cert-dir",
                certs.toString(),
                "--dest-creds",
                "AWS:" + password(),
                "docker-archive:" + image,
                target);
    }

    @Test
    void theAgentTellsItsEngineAndATaskRunsFromAPulledImage() {
        assertThat(earlyLogin.output()).as("before there was an agent").contains("x509");
        assertThat(certs.resolve("ca.crt")).exists();
        login().success(List.of("docker login"));
        String image = registry + "/" + REPOSITORY + ":docker";
        machine.docker("tag", Busybox.IMAGE, image);
        machine.docker("--config", folder.resolve("docker").toString(), "push", image);
        machine.docker("rmi", image);
        String definition = """
                [{"name":"app","image":"%s","memory":16,"essential":true,"command":["sleep","600"]}]
                """.formatted(image);
        machine.aws("ecs", "register-task-definition", "--family", "pulled", "--container-definitions", definition);

        String task = machine.aws(
                "ecs",
                "run-task",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--task-definition",
                "pulled",
                "--query",
                "tasks[0].taskArn");
        machine.waits("tasks-running", task);

        assertThat(machine.containers("pulled")).hasSize(1);
    }

    @Test
    void anotherServersCaEndsAnAgentWithAReason() {
        Command refused = machine.agentWithFingerprint("sha256:" + "0".repeat(64));

        assertThat(refused.status()).isOne();
        assertThat(refused.output()).contains("has the CA " + machine.fingerprint());
    }
}
