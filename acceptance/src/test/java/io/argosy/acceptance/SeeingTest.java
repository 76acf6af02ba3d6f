package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.fleet.Terminal;
import io.argosy.app.views.ClusterReader;
import io.argosy.app.views.LocalLogs;
import io.argosy.app.views.StatusPage;
import io.argosy.app.views.TopPage;
import io.argosy.app.views.WhyPage;
import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.ExplainRequest;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.argosy.ListAgentKeysRequest;
import io.argosy.shapes.argosy.RevokeAgentKeyRequest;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.KeyFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten prepared troubles, of a server with agents on a real engine: `why` names the cause of each and the next
/// step. And Debian's Prometheus, which scrapes that server.
@Tag("program")
final class SeeingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EDGE = "edge";
    private static final Path MONITORING = Path.of("..", "docs", "monitoring").toAbsolutePath();
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(argosy_[a-z_]+)` ");

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;
    private static Outbound outbound;
    private static ApiClient client;
    private static Process prometheus;
    private static URI prometheusUri;
    private static String expired;
    private static Process gone;

    @BeforeAll
    static void start() throws Exception {
        Busybox.make(folder);
        machine = new PackagedProgram(folder);
        machine.startServer();
        outbound = new Outbound(Duration.ofSeconds(5));
        client = new Clients(outbound, machine.uri())
                .as(new KeyFiles(machine.data()).read().orElseThrow());
        for (String cluster : List.of(PackagedProgram.CLUSTER, EDGE)) {
            client.call(
                    Ecs.CREATE_CLUSTER,
                    CreateClusterRequest.builder().clusterName(cluster).build());
        }
        expired = token(1);
        startPrometheus();
        gone = machine.startAnother("gone", EDGE, token(600));
        machine.startAnother("full", "full", tokenOfAnotherCluster("full"), "--disk-reserve", "900000000");
        machine.startAnother("revoked", "revoked", tokenOfAnotherCluster("revoked"));
        machine.startAgent("--introspection-port", "0");
        services();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        outbound.close();
        prometheus.destroy();
        if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
            prometheus.destroyForcibly();
        }
        machine.close();
    }

    private static String token(int seconds) throws IOException {
        return client.call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder()
                                .cluster(EDGE)
                                .expiresInSeconds(seconds)
                                .build())
                .token()
                .orElseThrow();
    }

    private static String tokenOfAnotherCluster(String cluster) throws IOException {
        client.call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName(cluster).build());
        return client.call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder().cluster(cluster).build())
                .token()
                .orElseThrow();
    }

    private static void services() throws IOException {
        String sleeps = "\"command\":[\"sleep\",\"600\"]";
        service("web", container("web", sleeps), "");
        service("no-image", """
                {"name":"app","image":"%s/shop/missing:7","memory":16}""".formatted(machine.uri().getAuthority()), "");
        service(
                "no-port",
                container(
                        "app",
                        sleeps
                                + ",\"portMappings\":[{\"containerPort\":80,\"hostPort\":%d}]"
                                        .formatted(machine.uri().getPort())),
                "");
        service("too-big", container("app", sleeps).replace("\"memory\":16", "\"memory\":30000000"), "");
        service("sick", container("app", sleeps + """
                ,"healthCheck":{"command":["CMD-SHELL","echo no answer; exit 1"],"interval":5,"retries":1}"""), "");
        service(
                "dependent",
                container("schema", "\"essential\":false,\"command\":[\"sh\",\"-c\",\"echo no such table; exit 3\"]")
                        + ","
                        + container(
                                "app",
                                sleeps + ",\"dependsOn\":[{\"containerName\":\"schema\",\"condition\":\"SUCCESS\"}]"),
                "");
        service("picky", container("app", sleeps), """
                ,"placementConstraints":[{"type":"memberOf","expression":"attribute:disk == ssd"}]""");
    }

    private static String container(String name, String more) {
        return "{\"name\":\"%s\",\"image\":\"%s\",\"memory\":16,%s}".formatted(name, Busybox.IMAGE, more);
    }

    private static void service(String name, String containers, String more) throws IOException {
        client.call(
                Ecs.REGISTER_TASK_DEFINITION,
                JsonCodec.read(
                        bytes("{\"family\":\"%s\",\"containerDefinitions\":[%s]}".formatted(name, containers)),
                        RegisterTaskDefinitionRequest.STRUCTURE));
        String service = "{\"cluster\":\"%s\",\"serviceName\":\"%s\",\"taskDefinition\":\"%s\",\"desiredCount\":1%s}";
        String asked = service.formatted(PackagedProgram.CLUSTER, name, name, more);
        client.call(Ecs.CREATE_SERVICE, JsonCodec.read(bytes(asked), CreateServiceRequest.STRUCTURE));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anImageThatIsMissing() {
        assertThat(why("no-image", "ImageMissing")).contains("shop/missing", "push the image");
    }

    @Test
    void aPortThatIsTaken() {
        assertThat(why("no-port", "PortTaken"))
                .contains("stop what has port " + machine.uri().getPort(), "is held by java");
    }

    @Test
    void memoryThatIsShort() {
        assertThat(why("too-big", "MemoryShort"))
                .containsPattern("30000000 +[0-9]+ +has insufficient memory")
                .contains("join a larger host");
    }

    @Test
    void aHostThatIsGone() throws IOException {
        String instance = awaitInstance(EDGE);
        gone.toHandle().children().forEach(ProcessHandle::destroyForcibly);
        gone.destroyForcibly();

        assertThat(why(instance, EDGE, "InstanceGone"))
                .contains("is not connected", "look whether the host runs", "agent disconnected");
    }

    @Test
    void aDiskThatIsFull() throws IOException {
        assertThat(why(awaitInstance("full"), "full", "DiskFull"))
                .contains("is impaired", "kept in reserve", "free space on that host's disk");
    }

    @Test
    void aKeyThatWasRevoked() throws IOException {
        String instance = awaitInstance("revoked");
        String key = client.call(
                        Argosy.LIST_AGENT_KEYS,
                        ListAgentKeysRequest.builder().cluster("revoked").build())
                .agentKeys()
                .orElseThrow()
                .getFirst()
                .accessKeyId()
                .orElseThrow();
        client.call(
                Argosy.REVOKE_AGENT_KEY,
                RevokeAgentKeyRequest.builder()
                        .cluster("revoked")
                        .accessKeyId(key)
                        .build());

        assertThat(why(instance, "revoked", "KeyRevoked"))
                .contains("was revoked", "argosy token create --cluster revoked");
        assertThat(why(key.substring(0, 4) + "unknown", "revoked", "")).contains("is not known in cluster revoked");
    }

    @Test
    void aHealthCheckThatFails() {
        assertThat(why("sick", "HealthCheckFailed"))
                .contains("no answer; exit 1", "run the check's command", "| health check: no answer");
    }

    @Test
    void aDependencyThatFails() {
        assertThat(why("dependent", "DependencyFailed"))
                .contains(
                        "schema did not succeed", "ended with exit code 3", "mend container schema", "| no such table");
    }

    @Test
    void aConstraintThatNobodyMeets() {
        assertThat(why("picky", "ConstraintUnmet")).contains("attribute:disk == ssd", "put-attributes");
    }

    @Test
    void aTokenThatHasExpired() {
        PackagedProgram.await("the token is refused", PATIENCE, () -> !joins(expired));

        String told = why(expired, EDGE, "TokenExpired");
        assertThat(told).contains("a host was refused", "make a new token").doesNotContain(expired.substring(21));
        assertThat(why("", EDGE, "TokenExpired")).contains(expired.substring(4, 20));
    }

    private static boolean joins(String token) {
        try {
            new Clients(outbound, machine.uri()).join(token);
            return true;
        } catch (ApiException refused) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The whole program once, as people run it: the worst first, and an unknown name is an error.
    @Test
    void theCommandsSayTheSame() {
        why("picky", "ConstraintUnmet");

        Command all = machine.argosy("why", "--cluster", PackagedProgram.CLUSTER);
        Command status = machine.argosy("status", PackagedProgram.CLUSTER);
        Command unknown = machine.argosy("why", "nobody", "--cluster", PackagedProgram.CLUSTER);

        assertThat(all.status()).isZero();
        assertThat(all.output()).contains("MemoryShort", "ConstraintUnmet");
        assertThat(status.output())
                .contains("cluster " + PackagedProgram.CLUSTER + ": 1 instance", "MemoryShort", "web ", "no-image:1");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.output()).contains("There is no service, task");
    }

    @Test
    void programsGetOneObject() throws IOException {
        var reader = new ClusterReader(client, PackagedProgram.CLUSTER);
        why("dependent", "DependencyFailed");

        Map<String, Object> status =
                JsonTree.object(StatusPage.read(reader, Instant.now()).document());
        Map<String, Object> why = JsonTree.object(
                new WhyPage(reader, new LocalLogs(PackagedProgram.ENGINE), Instant.now()).document("dependent"));

        assertThat(status).containsKeys("cluster", "findings", "instances", "services");
        assertThat(why.toString()).contains("lastLines=[no such table]");
    }

    /// A minute at most: agents tell every twenty seconds.
    @Test
    void topShowsWhatTasksUse() throws IOException {
        var top = new TopPage(new ClusterReader(client, PackagedProgram.CLUSTER));
        PackagedProgram.await(
                "the agent has told what it uses", PATIENCE, () -> frame(top).contains("service:web"));

        assertThat(frame(top)).containsPattern("service:web +\\S+ +[0-9.]+ % +[0-9]+ MiB");
        assertThat(JsonTree.object(top.document())).containsKeys("instances", "services", "tasks");
    }

    private static String frame(TopPage top) {
        return printed(terminal -> top.frame(1_000, 1_000, Instant.now()).print(terminal));
    }

    @Test
    void prometheusScrapesTheMetricsOfThePageAndNoOthers() throws IOException {
        var documented = new TreeSet<>(DOCUMENTED
                .matcher(Files.readString(MONITORING.resolveSibling("metrics.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet()));
        why("no-image", "ImageMissing");

        PackagedProgram.await("everything is scraped", PATIENCE, () -> scraped().containsAll(documented));

        assertThat(scraped()).isEqualTo(documented);
    }

    /// The names Prometheus knows, histograms by the name of the whole.
    private static TreeSet<String> scraped() {
        String names = asked("label/__name__/values?match[]=" + "%7Bjob%3D%22argosy%22%7D");
        var all = new TreeSet<String>();
        Pattern.compile("argosy_[a-z_]+")
                .matcher(names)
                .results()
                .forEach(found -> all.add(found.group().replaceFirst("_seconds_(bucket|sum|count)$", "_seconds")));
        return all;
    }

    private static String asked(String query) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(prometheusUri.resolve("/api/v1/" + query))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void theRulesAreGoodAndDoWhatTheySay() {
        for (List<String> words : List.of(
                List.of("promtool", "check", "rules", "alerts.yml"),
                List.of("promtool", "test", "rules", "alerts-test.yml"),
                List.of("promtool", "check", "config", "--syntax-only", "prometheus.yml"))) {
            assertThat(Command.run(MONITORING, Map.of(), PATIENCE, words).success(words))
                    .contains("SUCCESS");
        }
        assertThat(asked("rules")).contains("ArgosyServiceShort");
    }

    private static void startPrometheus() throws IOException {
        try (var free = new ServerSocket(0)) {
            prometheusUri = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(configuration, """
                global: {scrape_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: argosy
                    static_configs: [{targets: ["%s"]}]
                """.formatted(
                        MONITORING.resolve("alerts.yml"), machine.uri().getAuthority()));
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=" + prometheusUri.getAuthority())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private static String awaitInstance(String cluster) throws IOException {
        PackagedProgram.await("an instance of " + cluster + " is connected", PATIENCE, () -> connected(cluster));
        return instances(cluster).getFirst();
    }

    private static boolean connected(String cluster) {
        try {
            return !instances(cluster).isEmpty()
                    && client
                            .call(
                                    Ecs.DESCRIBE_CONTAINER_INSTANCES,
                                    io.argosy.shapes.ecs.DescribeContainerInstancesRequest.builder()
                                            .cluster(cluster)
                                            .containerInstances(instances(cluster))
                                            .build())
                            .containerInstances()
                            .orElse(List.of())
                            .stream()
                            .anyMatch(instance -> instance.agentConnected().equals(Optional.of(true)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> instances(String cluster) throws IOException {
        return client.call(
                        Ecs.LIST_CONTAINER_INSTANCES,
                        ListContainerInstancesRequest.builder().cluster(cluster).build())
                .containerInstanceArns()
                .orElse(List.of());
    }

    private static String why(String subject, String code) {
        return why(subject, PackagedProgram.CLUSTER, code);
    }

    /// What `why` prints once it names this cause; with no cause, what it refuses with.
    private static String why(String subject, String cluster, String code) {
        if (code.isEmpty()) {
            return printed(terminal -> {
                try {
                    page(cluster).print(subject, terminal);
                } catch (IOException refused) {
                    terminal.step(String.valueOf(refused.getMessage()));
                }
            });
        }
        PackagedProgram.await(
                code + " of " + subject, PATIENCE, () -> codes(subject, cluster).contains(code));
        return printed(terminal -> page(cluster).print(subject, terminal));
    }

    private static WhyPage page(String cluster) {
        return new WhyPage(new ClusterReader(client, cluster), new LocalLogs(PackagedProgram.ENGINE), Instant.now());
    }

    private static List<String> codes(String subject, String cluster) {
        try {
            return client
                    .call(
                            Argosy.EXPLAIN,
                            ExplainRequest.builder()
                                    .cluster(cluster)
                                    .subject(subject)
                                    .build())
                    .findings()
                    .orElse(List.of())
                    .stream()
                    .map(Finding::code)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private interface Printing {
        void to(Terminal terminal) throws IOException;
    }

    private static String printed(Printing page) {
        var bytes = new ByteArrayOutputStream();
        try {
            page.to(new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
