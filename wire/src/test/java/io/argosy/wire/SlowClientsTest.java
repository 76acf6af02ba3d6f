package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.wire.access.Permission;
import io.argosy.wire.connections.ConnectionLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/// Clients that take their time, and as many of them as there may be connections.
final class SlowClientsTest {
    private static final byte[] BODY = "{\"clusterName\":\"demo\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void halfAHeadIsCutOffWhenItsTimeIsOver() throws Exception {
        try (var server = server(limits(100, 100, Duration.ofMillis(500)), List.of());
                var half = new RawClient(server.port());
                var silent = new RawClient(server.port());
                var second = new RawClient(server.port())) {
            second.say(RawClient.signedHead(server.port(), BODY, BODY.length)).say(BODY);
            assertThat(second.status()).isEqualTo("HTTP/1.1 200 OK");
            second.say("POST / HTTP/1.1\r\nHost: a");
            half.say("POST / HTTP/1.1\r\nHost: a\r\n");

            assertThat(half.rest()).isEmpty();
            assertThat(silent.rest()).isEmpty();
            assertThat(second.rest()).contains("clusterName").doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void aBodyThatDoesNotComeIsAnsweredWhenItsTimeIsOver() throws Exception {
        try (var server = server(limits(100, 100, LONG), List.of());
                var slow = new RawClient(server.port())) {
            slow.say(RawClient.signedHead(server.port(), BODY, BODY.length)).say("{");

            assertThat(slow.status()).isEqualTo("HTTP/1.1 408 Request Timeout");
        }
    }

    @Test
    void aTricklingUploadIsCutOffAndAnHonestSlowOneIsNot() throws Exception {
        try (var server = server(limits(100, 100, LONG), List.of(new Route("/up", new Swallows())));
                var trickling = new RawClient(server.port());
                var honest = new RawClient(server.port())) {
            trickling.say("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx");
            honest.say("POST /up HTTP/1.1\r\nHost: a\r\nContent-Length: 16000\r\n\r\n");
            var pause = new CountDownLatch(1);
            for (int i = 0; i < 16; i++) {
                assertThat(pause.await(400, TimeUnit.MILLISECONDS)).isFalse();
                honest.say("y".repeat(1000));
            }

            assertThat(honest.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(trickling.rest()).isEmpty();
        }
    }

    @Test
    void aNewcomerIsLetInWhenIdleConnectionsFillTheHouse() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try (var server = server(limits(20, 100, LONG), List.of());
                var proven = new RawClient(server.port())) {
            proven.say(RawClient.signedHead(server.port(), BODY, BODY.length)).say(BODY);
            assertThat(proven.status()).isEqualTo("HTTP/1.1 200 OK");
            for (int i = 0; i < 200; i++) {
                idle.add(new RawClient(server.port()).say("POST / HTTP/1.1\r\n"));
            }
            try (var newcomer = new RawClient(server.port())) {
                newcomer.say(RawClient.signedHead(server.port(), BODY, BODY.length))
                        .say(BODY);

                assertThat(newcomer.status()).isEqualTo("HTTP/1.1 200 OK");
            }
            proven.say(RawClient.lastSignedHead(server.port(), BODY)).say(BODY);
            assertThat(proven.rest()).as("who was let in before stays").contains("HTTP/1.1 200 OK");
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    /// Their answers fill what the network takes, and then their requests would be at work for ever.
    @Test
    void whoDoesNotReadItsAnswersShutsNobodyOut() throws Exception {
        String page = "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n";
        List<RawClient> deaf = new ArrayList<>();
        try (var server = server(limits(20, 100, LONG), List.of(new Route("/health", new Swallows())))) {
            for (int i = 0; i < 20; i++) {
                deaf.add(RawClient.deaf(server.port()).say(page.repeat(10_000)));
            }
            for (int i = 0; i < 40; i++) {
                try (var newcomer = new RawClient(server.port())) {
                    newcomer.say("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
                    assertThat(newcomer.status()).isEqualTo("HTTP/1.1 200 OK");
                }
            }
            assertThat(server.call("CreateCluster", "{}").statusCode()).isEqualTo(200);
        } finally {
            for (RawClient client : deaf) {
                client.close();
            }
        }
    }

    @Test
    void agentsChannelsAreCountedApart() throws Exception {
        var socket = new WebSocketRoute(
                "/channel", _ -> Permission.on("ecs:Poll"), _ -> new HandshakeAnswer.Accept(new Quiet()));
        List<RawClient> idle = new ArrayList<>();
        var settings = ApiServerSettings.listeningOn("127.0.0.1", 0).withLimits(limits(5, 2, LONG));
        try (var server = new TestServer(
                        settings, List.of(new TestServer.NamesItsCluster()), List.of(), List.of(socket));
                var outbound = new Outbound(Duration.ofSeconds(5))) {
            var first = new Quiet();
            open(outbound, server, first);
            open(outbound, server, new Quiet());
            for (int i = 0; i < 50; i++) {
                idle.add(new RawClient(server.port()).say("POST / HTTP/1.1\r\n"));
            }

            assertThat(server.call("CreateCluster", "{}").statusCode()).isEqualTo(200);
            assertThat(first.closed.getCount())
                    .as("channels make room for nobody")
                    .isOne();
            assertThatThrownBy(() -> open(outbound, server, new Quiet()))
                    .isInstanceOfSatisfying(
                            HandshakeRefused.class,
                            refused -> assertThat(refused.status()).isEqualTo(503));
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    /// It is the eldest there, and everybody else was let in as well.
    @Test
    void aSilentChannelMakesRoomForNobody() throws Exception {
        var socket = new WebSocketRoute(
                "/channel", _ -> Permission.on("ecs:Poll"), _ -> new HandshakeAnswer.Accept(new Quiet()));
        List<RawClient> proven = new ArrayList<>();
        var settings = ApiServerSettings.listeningOn("127.0.0.1", 0).withLimits(limits(5, 2, LONG));
        try (var server = new TestServer(
                        settings, List.of(new TestServer.NamesItsCluster()), List.of(), List.of(socket));
                var outbound = new Outbound(Duration.ofSeconds(5))) {
            var channel = new Quiet();
            open(outbound, server, channel);
            for (int i = 0; i < 20; i++) {
                var client = new RawClient(server.port());
                proven.add(client);
                client.say(RawClient.signedHead(server.port(), BODY, BODY.length))
                        .say(BODY);
                assertThat(client.status()).isEqualTo("HTTP/1.1 200 OK");
            }

            assertThat(channel.closed.await(500, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            for (RawClient client : proven) {
                client.close();
            }
        }
    }

    @Test
    void bodiesInFlightHaveABudgetWithAReserveForSmallOnes() {
        var budget = new BodyBudget(400 << 10);
        try (var large = budget.open();
                var small = budget.open()) {
            large.take(300 << 10);

            assertThatThrownBy(() -> large.take(1))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("try again");
            small.take(BodyBudget.SMALL);
            assertThatThrownBy(() -> small.take(1)).isInstanceOf(ApiException.class);
        }
        assertThat(budget.free()).isEqualTo(400 << 10);
    }

    @Test
    void aBodyBeyondTheBudgetIsToldToComeBack() throws Exception {
        var bodies = new ApiServerLimits.Bodies(1 << 20, 100 << 10, LONG);
        var limits = new ApiServerLimits(bodies, 8 << 10, ConnectionLimits.usual(), 10, LONG, LONG, LONG);
        byte[] body = ("{\"clusterName\":\"demo\"" + " ".repeat(90 << 10) + "}").getBytes(StandardCharsets.UTF_8);
        try (var server = server(limits, List.of())) {
            for (int i = 0; i < 3; i++) {
                var request = server.signed("CreateCluster", body, InstantSource.system())
                        .build();
                assertThat(server.send(request).statusCode()).isEqualTo(503);
            }
            assertThat(server.call("CreateCluster", "{}").statusCode()).isEqualTo(200);
        }
    }

    private static void open(Outbound outbound, TestServer server, ChannelListener listener) throws IOException {
        var client = new ApiClient(outbound, server.uri(), TestServer.identity(), InstantSource.system());
        client.connect(URI.create(server.uri() + "/channel"), listener, Duration.ofSeconds(5));
    }

    private static ApiServerLimits limits(int all, int channels, Duration head) {
        return new ApiServerLimits(
                new ApiServerLimits.Bodies(256 << 10, 32 << 20, Duration.ofSeconds(1)),
                8 << 10,
                new ConnectionLimits(all, 100, channels, head, Duration.ofSeconds(3), 1 << 10),
                10,
                LONG,
                LONG,
                Duration.ofSeconds(10));
    }

    private static TestServer server(ApiServerLimits limits, List<Route> routes) throws IOException {
        return new TestServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0).withLimits(limits),
                List.of(new TestServer.NamesItsCluster()),
                routes,
                List.of());
    }

    /// A channel that only knows whether it was closed.
    private static final class Quiet implements ChannelListener {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void onOpen(Channel channel) {}

        @Override
        public void onText(String text) {}

        @Override
        public void onClose(int code, String reason) {
            closed.countDown();
        }
    }

    /// Reads its body to the end, as an upload does.
    private static final class Swallows extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Content.Source.asInputStream(request).readAllBytes();
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }
    }
}
