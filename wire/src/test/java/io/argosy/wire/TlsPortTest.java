package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.access.Permission;
import io.argosy.wire.tls.CaFingerprint;
import io.argosy.wire.tls.Trust;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

/// One port that speaks TLS to all, and plain HTTP to this machine only.
final class TlsPortTest {
    @TempDir
    private Path folder;

    private TestTls tls;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        tls = new TestTls(folder.resolve("tls"));
        server = server("0.0.0.0");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer server(String host) throws Exception {
        var socket = new WebSocketRoute(
                "/channel", _ -> Permission.on("ecs:Poll"), _ -> new HandshakeAnswer.Accept(new Echo()));
        return new TestServer(
                tls.settings(host),
                List.of(new TestServer.NamesItsCluster()),
                List.of(CaRoute.route(tls.certificates.caFile())),
                List.of(socket));
    }

    @Test
    void clientsGetTheNewestVersionTheyOffer() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            try (HttpClient http = tls.client(version)) {
                HttpResponse<String> answer = http.send(call(), HttpResponse.BodyHandlers.ofString());

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(version);
            }
        }
    }

    /// The same as `TestServer.call`, over TLS.
    private HttpRequest call() {
        return server.signed("CreateCluster", "{}".getBytes(StandardCharsets.UTF_8), InstantSource.system())
                .uri(TestTls.uri(server).resolve("/"))
                .build();
    }

    @Test
    void thisMachineMaySpeakPlainHttp() throws Exception {
        assertThat(server.call("CreateCluster", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyElseMay() throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(outside.isPresent(), "this machine has no other address than loopback");
        try (var socket = new Socket(outside.get(), server.port())) {
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400 Bad Request").contains("ask by https://");
        }
    }

    @Test
    void ourClientsTrustTheCaTheyAreGivenAndNoOther() throws Exception {
        try (var trusting = new Outbound(Duration.ofSeconds(5), tls.trust());
                var usual = new Outbound(Duration.ofSeconds(5))) {
            assertThat(call(trusting, TestTls.uri(server))).isEqualTo("demo");
            assertThat(call(trusting, server.uri())).as("plain").isEqualTo("demo");
            assertThatThrownBy(() -> call(usual, TestTls.uri(server)))
                    .isInstanceOf(UntrustedServer.class)
                    .hasMessageContaining("is not trusted")
                    .hasMessageContaining("tls/ca.pem")
                    .hasMessageContaining("--ca-file");
        }
        var other = new TestTls(folder.resolve("other"));
        try (var stranger = new Outbound(Duration.ofSeconds(5), other.trust())) {
            assertThatThrownBy(() -> call(stranger, TestTls.uri(server))).isInstanceOf(UntrustedServer.class);
        }
    }

    private static String call(Outbound outbound, URI uri) throws Exception {
        return new ApiClient(outbound, uri, TestServer.identity(), InstantSource.system())
                .call(
                        Ecs.CREATE_CLUSTER,
                        CreateClusterRequest.builder().clusterName("demo").build())
                .cluster()
                .orElseThrow()
                .clusterName()
                .orElseThrow();
    }

    @Test
    void theSdkTrustsTheCaItIsGivenAndNoOther() throws Exception {
        var trust = TestTls.trustManagers(tls.certificates.caFile());
        try (EcsClient trusting = sdk(Apache5HttpClient.builder().tlsTrustManagersProvider(() -> trust));
                EcsClient usual = sdk(Apache5HttpClient.builder())) {
            assertThat(trusting.createCluster(request -> request.clusterName("demo"))
                            .cluster()
                            .clusterName())
                    .isEqualTo("demo");
            assertThatThrownBy(() -> usual.createCluster(request -> request.clusterName("demo")))
                    .hasStackTraceContaining("unable to find valid certification path");
        }
    }

    private EcsClient sdk(Apache5HttpClient.Builder http) {
        var key = AwsBasicCredentials.create(
                TestServer.KEY.id(), TestServer.KEY.secret().reveal());
        return EcsClient.builder()
                .endpointOverride(TestTls.uri(server))
                .region(Region.of("local-1"))
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(http)
                .build();
    }

    @Test
    void aNameThatIsNotInTheCertificateIsNotTrusted() throws Exception {
        server.close();
        tls = new TestTls(folder.resolve("tls"), List.of("fleet.example"));
        server = server("127.0.0.1");
        try (var trusting = new Outbound(Duration.ofSeconds(5), tls.trust())) {
            assertThatThrownBy(() -> call(trusting, TestTls.uri(server)))
                    .isInstanceOf(UntrustedServer.class)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void agentsChannelsAreEncryptedToo() throws Exception {
        var heard = new CompletableFuture<String>();
        try (var outbound = new Outbound(Duration.ofSeconds(5), tls.trust())) {
            var client = new ApiClient(outbound, TestTls.uri(server), TestServer.identity(), InstantSource.system());
            Channel channel =
                    client.connect(TestTls.uri(server).resolve("/channel"), new Hears(heard), Duration.ofSeconds(5));
            channel.send("hello");

            assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("hello");
        }
    }

    @Test
    void aHostFetchesTheCaItWasNamedAndNoOther() throws Exception {
        Path kept = folder.resolve("ca.pem");
        CaFingerprint right = CaFingerprint.of(tls.certificates.caFile());
        var wrong = new CaFingerprint("sha256:" + "0".repeat(64));

        assertThatThrownBy(() -> FirstContact.fetch(TestTls.uri(server), wrong, kept))
                .isInstanceOf(UntrustedServer.class)
                .hasMessageContaining(right.text())
                .hasMessageContaining(wrong.text());
        assertThat(kept).doesNotExist();
        FirstContact.fetch(TestTls.uri(server), right, kept);

        try (var outbound = new Outbound(Duration.ofSeconds(5), new Trust.OfFile(kept))) {
            assertThat(call(outbound, TestTls.uri(server))).isEqualTo("demo");
        }
        assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
    }

    private record Hears(CompletableFuture<String> text) implements ChannelListener {
        @Override
        public void onOpen(Channel channel) {}

        @Override
        public void onText(String heard) {
            text.complete(heard);
        }

        @Override
        public void onClose(int code, String reason) {}
    }

    private static final class Echo implements ChannelListener {
        private final CompletableFuture<Channel> peer = new CompletableFuture<>();

        @Override
        public void onOpen(Channel channel) {
            peer.complete(channel);
        }

        @Override
        public void onText(String text) {
            peer.join().send(text);
        }

        @Override
        public void onClose(int code, String reason) {}
    }
}
