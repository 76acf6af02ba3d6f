package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.connections.ConnectionLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiServerTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.usual();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSignedRequestIsCarriedOutInItsRealm() throws Exception {
        HttpResponse<String> answer = server.call("CreateCluster", "{\"clusterName\":\"demo\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-amz-json-1.1");
        assertThat(answer.body())
                .isEqualTo("{\"cluster\":{\"clusterArn\":\"123456789012/local-1\",\"clusterName\":\"demo\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CreateCluster    | {"clusterName":"taken"} | 400 | InvalidParameterException
            CreateCluster    | {"clusterName":7}       | 400 | SerializationException
            CreateCluster    | {"clusterName":         | 400 | SerializationException
            CreateCluster    | {"clusterName":"bug"}   | 500 | ServerException
            CreateGateway    | {}                      | 400 | InvalidAction
            CreateCapacityProvider | {}                | 400 | UnsupportedFeatureException
            PutAccountSetting | {}                     | 400 | InvalidAction
            CreateGalaxy     | {}                      | 400 | UnknownOperationException
            """)
    void refusalsHaveTheirNamesAndIds(String operation, String body, int status, String code) throws Exception {
        HttpResponse<String> answer = server.call(operation, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"__type\":\"" + code + "\",\"message\":\"");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).hasValueSatisfying(UUID::fromString);
        assertThat(answer.body()).doesNotContain("secret of the inside");
    }

    @ParameterizedTest
    @CsvSource({"-301, 400", "-300, 200", "300, 200", "301, 400"})
    void aSignatureOutOfItsTimeIsRefused(long seconds, int status) throws Exception {
        var now = Instant.parse("2026-11-27T08:00:00Z");
        var settings = ApiServerSettings.listeningOn("127.0.0.1", 0).withClock(InstantSource.fixed(now));
        byte[] body = "{\"clusterName\":\"demo\"}".getBytes(StandardCharsets.UTF_8);
        try (var fixed = new TestServer(settings, List.of(new TestServer.NamesItsCluster()))) {
            HttpResponse<String> answer =
                    fixed.send(fixed.signed("CreateCluster", body, InstantSource.fixed(now.plusSeconds(seconds)))
                            .build());

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body().contains("InvalidSignatureException")).isEqualTo(status == 400);
        }
    }

    @Test
    void anotherBodyThanTheSignedOneIsRefused() throws Exception {
        byte[] body = "{\"clusterName\":\"demo\"}".getBytes(StandardCharsets.UTF_8);
        HttpRequest forged = server.signed("CreateCluster", body, InstantSource.system())
                .POST(HttpRequest.BodyPublishers.ofString("{\"clusterName\":\"evil\"}"))
                .build();

        assertThat(server.send(forged).body()).contains("UnrecognizedClientException");
    }

    @Test
    void anUnknownKeyAndNoKeyAreRefused() throws Exception {
        HttpRequest unsigned = HttpRequest.newBuilder(server.uri().resolve("/"))
                .header("X-Amz-Target", Ecs.MODEL.targetPrefix() + ".CreateCluster")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpRequest stranger = server.signed("CreateCluster", new byte[0], InstantSource.system())
                .build();
        String claim = stranger.headers().firstValue("authorization").orElseThrow();
        HttpRequest disguised = HttpRequest.newBuilder(stranger, (name, _) -> !name.equalsIgnoreCase("authorization"))
                .header("authorization", claim.replace(TestServer.KEY.id(), "STRANGER"))
                .build();

        assertThat(server.send(unsigned).body()).contains("MissingAuthenticationTokenException");
        assertThat(server.send(disguised).body()).contains("UnrecognizedClientException");
    }

    @Test
    void bodiesAreBoundedAsTheyComeAndAsTheyUnpack() throws Exception {
        byte[] large = new byte[(1 << 20) + 1];
        byte[] bomb = gzip(new byte[64 << 20]);
        assertThat(bomb).hasSizeLessThan(256 << 10);

        HttpRequest plain =
                server.signed("CreateCluster", large, InstantSource.system()).build();
        HttpRequest packed = server.signed("CreateCluster", bomb, InstantSource.system())
                .header("Content-Encoding", "gzip")
                .build();

        assertThat(server.send(plain).statusCode()).isEqualTo(413);
        assertThat(server.send(packed).statusCode()).isEqualTo(413);
    }

    @Test
    void aPackedBodyIsUnpacked() throws Exception {
        byte[] packed = gzip("{\"clusterName\":\"small\"}".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = server.signed("CreateCluster", packed, InstantSource.system())
                .header("Content-Encoding", "gzip")
                .build();

        assertThat(server.send(request).body()).contains("\"clusterName\":\"small\"");
    }

    @Test
    void documentsNestNoDeeperThan64() throws Exception {
        String deep = "{\"later\":".repeat(65) + "1" + "}".repeat(65);

        HttpResponse<String> answer = server.call("CreateCluster", deep);

        assertThat(answer.body()).contains("SerializationException").contains("64");
    }

    @Test
    void aHeadBeyondTheLimitIsRefused() throws Exception {
        HttpRequest request = server.signed("CreateCluster", new byte[0], InstantSource.system())
                .header("X-Long", "x".repeat(40_000))
                .build();

        assertThat(server.send(request).statusCode()).isEqualTo(431);
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        var limits = new ApiServerLimits(
                ApiServerLimits.Bodies.usual(),
                8 << 10,
                ConnectionLimits.usual(),
                10,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        try (var impatient = server(limits);
                var socket = new Socket("127.0.0.1", impatient.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();

            in.readAllBytes();

            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void closingFinishesWhatIsInFlight() throws Exception {
        byte[] body = "{\"clusterName\":\"slow\"}".getBytes(StandardCharsets.UTF_8);
        HttpRequest slow =
                server.signed("CreateCluster", body, InstantSource.system()).build();
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> statusOf(slow));
        Thread.sleep(200);

        server.closeServer();

        assertThat(status.get()).isEqualTo(200);
    }

    @Test
    void closingCutsOffWhatDoesNotEnd() throws Exception {
        var limits = new ApiServerLimits(
                ApiServerLimits.Bodies.usual(),
                8 << 10,
                ConnectionLimits.usual(),
                10,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMillis(300));
        var stuck = new Stuck();
        var settings = ApiServerSettings.listeningOn("127.0.0.1", 0).withLimits(limits);
        var patient = new TestServer(settings, List.of(), List.of(new Route("/stuck", stuck)), List.of());
        try (var client = new RawClient(patient.port())) {
            client.say("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n");
            stuck.begun.await();

            patient.close();

            assertThat(client.rest()).isEmpty();
        } finally {
            stuck.end.countDown();
        }
    }

    /// A request that is carried out for as long as the test likes.
    private static final class Stuck extends Handler.Abstract {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            begun.countDown();
            end.await();
            callback.succeeded();
            return true;
        }
    }

    @Test
    void ourOwnClientSpeaksToOurServer() throws Exception {
        try (var outbound = new Outbound(Duration.ofSeconds(2))) {
            var client = new ApiClient(outbound, server.uri(), TestServer.identity(), InstantSource.system());
            var request = CreateClusterRequest.builder().clusterName("mine").build();

            assertThat(client.call(Ecs.CREATE_CLUSTER, request).cluster().flatMap(cluster -> cluster.clusterName()))
                    .contains("mine");
        }
    }

    private int statusOf(HttpRequest request) {
        try {
            return server.send(request).statusCode();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static TestServer server(ApiServerLimits limits) throws IOException {
        return new TestServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0).withLimits(limits),
                List.of(new TestServer.NamesItsCluster()));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
