package io.argosy.acceptance;

import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.ExplainRequest;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.views.ClusterReader;
import io.argosy.views.LocalLogs;
import io.argosy.views.Terminal;
import io.argosy.views.WhyPage;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A server with agents on a real engine, ten prepared troubles among them, and a Prometheus that scrapes it; with the
/// pages of the commands over it.
final class TroubledFleet {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final String EDGE = "edge";
    static final Path MONITORING = Path.of("..", "docs", "monitoring").toAbsolutePath();

    private final Path folder;
    private final PackagedProgram machine;
    private final Outbound outbound;
    private final ApiClient client;
    private final String expired;
    private final Process gone;
    private final URI prometheusUri;
    private final Process prometheus;

    TroubledFleet(Path folder) throws Exception {
        this.folder = folder;
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
        prometheusUri = freePort();
        prometheus = startedPrometheus();
        gone = machine.startAnother("gone", EDGE, token(600));
        machine.startAnother("full", "full", tokenOfAnotherCluster("full"), "--disk-reserve", "900000000");
        machine.startAnother("revoked", "revoked", tokenOfAnotherCluster("revoked"));
        machine.startAgent("--introspection-port", "0");
        services();
    }

    PackagedProgram machine() {
        return machine;
    }

    ApiClient client() {
        return client;
    }

    /// A join token of EDGE whose time is over within a second.
    String expired() {
        return expired;
    }

    /// The host of EDGE goes, as if its power went.
    void loseHost() {
        gone.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        gone.destroyForcibly();
    }

    /// Whatever ran is gone afterwards.
    void close() throws InterruptedException {
        outbound.close();
        prometheus.destroy();
        if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
            prometheus.destroyForcibly();
        }
        machine.close();
    }

    /// Whether a host gets a key for this token.
    boolean joins(String token) {
        try {
            new Clients(outbound, machine.uri()).join(token);
            return true;
        } catch (ApiException refused) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String token(int seconds) throws IOException {
        return client.call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder()
                                .cluster(EDGE)
                                .expiresInSeconds(seconds)
                                .build())
                .token()
                .orElseThrow();
    }

    private String tokenOfAnotherCluster(String cluster) throws IOException {
        client.call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName(cluster).build());
        return client.call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder().cluster(cluster).build())
                .token()
                .orElseThrow();
    }

    private void services() throws IOException {
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

    private void service(String name, String containers, String more) throws IOException {
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

    private static URI freePort() throws IOException {
        try (var free = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    private Process startedPrometheus() throws IOException {
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(configuration, """
                global: {scrape_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: argosy
                    static_configs: [{targets: ["%s"]}]
                """.formatted(
                        MONITORING.resolve("alerts.yml"), machine.uri().getAuthority()));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=" + prometheusUri.getAuthority())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    String asked(String query) {
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

    String awaitInstance(String cluster) throws IOException {
        PackagedProgram.await("an instance of " + cluster + " is connected", PATIENCE, () -> connected(cluster));
        return instances(cluster).getFirst();
    }

    private boolean connected(String cluster) {
        try {
            return !instances(cluster).isEmpty()
                    && client
                            .call(
                                    Ecs.DESCRIBE_CONTAINER_INSTANCES,
                                    DescribeContainerInstancesRequest.builder()
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

    private List<String> instances(String cluster) throws IOException {
        return client.call(
                        Ecs.LIST_CONTAINER_INSTANCES,
                        ListContainerInstancesRequest.builder().cluster(cluster).build())
                .containerInstanceArns()
                .orElse(List.of());
    }

    String why(String subject, String code) {
        return why(subject, PackagedProgram.CLUSTER, code);
    }

    /// What `why` prints once it names this cause; with no cause, what it refuses with.
    String why(String subject, String cluster, String code) {
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

    WhyPage page(String cluster) {
        return new WhyPage(new ClusterReader(client, cluster), new LocalLogs(PackagedProgram.ENGINE), Instant.now());
    }

    private List<String> codes(String subject, String cluster) {
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

    interface Printing {
        void to(Terminal terminal) throws IOException;
    }

    static String printed(Printing page) {
        var bytes = new ByteArrayOutputStream();
        try {
            page.to(new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), false));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
