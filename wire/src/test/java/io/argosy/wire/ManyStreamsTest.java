package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import io.argosy.wire.connections.ConnectionLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/2 gets nobody round a limit: what holds for connections holds for what comes by one of them.
final class ManyStreamsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<String, String> STRANGER = Map.of("content-length", "1000");

    @TempDir
    private Path folder;

    private TestTls tls;

    @BeforeEach
    void make() throws Exception {
        tls = new TestTls(folder);
    }

    private TestServer server(ApiServerLimits limits) throws IOException {
        return new TestServer(
                tls.settings("127.0.0.1").withLimits(limits),
                List.of(new TestServer.NamesItsCluster()),
                List.of(new Route("/up", new Swallows()), new Route("/page", new LargePage())),
                List.of());
    }

    private static ApiServerLimits limits(int all, Duration head) {
        return new ApiServerLimits(
                new ApiServerLimits.Bodies(256 << 10, 32 << 20, Duration.ofSeconds(1)),
                8 << 10,
                new ConnectionLimits(all, 100, 10, head, Duration.ofSeconds(3), 1 << 10),
                10,
                LONG,
                LONG,
                Duration.ofSeconds(1));
    }

    private RawTwo client(TestServer server) throws IOException {
        return new RawTwo(tls.trust().sockets(), server.port(), 1 << 16);
    }

    @Test
    void aConnectionHasSoManyStreamsAndNoMore() throws Exception {
        try (var server = server(limits(1_000, LONG));
                var client = client(server)) {
            int last = 2 * Protocols.STREAMS + 1;
            for (int stream = 1; stream <= last; stream += 2) {
                client.head(stream, "POST", "/up", STRANGER, false);
            }
            RawTwo.Frame answer = client.next(last).orElseThrow();

            assertThat(answer.type()).isEqualTo(RawTwo.RESET);
            assertThat(answer.code()).isEqualTo(RawTwo.REFUSED);
        }
    }

    /// Without it a limit of twenty connections would be one of 1,280 requests.
    @Test
    void eachStreamBeyondTheFirstCountsLikeAConnection() throws Exception {
        try (var server = server(limits(20, LONG));
                var client = client(server)) {
            for (int stream = 1; stream <= 43; stream += 2) {
                client.head(stream, "POST", "/up", STRANGER, false);
            }
            RawTwo.Frame answer = client.nextAnswer().orElseThrow();

            assertThat(answer.isOk()).as("told to come back").isFalse();
        }
    }

    @Test
    void streamsOfStrangersShutNobodyOut() throws Exception {
        List<RawTwo> many = new ArrayList<>();
        try (var server = server(limits(20, LONG))) {
            for (int i = 0; i < 20; i++) {
                flood(server, many);
                assertThat(isServed(server)).isTrue();
            }
        } finally {
            for (RawTwo client : many) {
                client.close();
            }
        }
    }

    /// Asks again as every SDK does: in the moment in which strangers are being refused, their requests are at work.
    private static boolean isServed(TestServer server) throws InterruptedException {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return server.call("CreateCluster", "{}").statusCode() == 200;
            } catch (IOException closed) {
                Thread.sleep(10L * attempt);
            }
        }
        return false;
    }

    /// Ten bodies that never come; the server may end it at any point.
    private void flood(TestServer server, List<RawTwo> clients) {
        try {
            RawTwo client = client(server);
            clients.add(client);
            for (int stream = 1; stream < 20; stream += 2) {
                client.head(stream, "POST", "/", STRANGER, false);
            }
        } catch (IOException ended) {
            assertThat(ended).isNotNull();
        }
    }

    /// By the window of the stream, which no buffer of the network shows.
    @Test
    void whoTakesNothingOfItsAnswersShutsNobodyOut() throws Exception {
        List<RawTwo> deaf = new ArrayList<>();
        try (var server = server(limits(20, LONG))) {
            for (int i = 0; i < 20; i++) {
                var client = new RawTwo(tls.trust().sockets(), server.port(), 0);
                deaf.add(client);
                client.head(1, "GET", "/page", Map.of(), true);
                assertThat(client.next(1).orElseThrow().isOk()).isTrue();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(server.call("CreateCluster", "{}").statusCode()).isEqualTo(200);
            }
        } finally {
            for (RawTwo client : deaf) {
                client.close();
            }
        }
    }

    @Test
    void halfAHeadIsCutOffWhenItsTimeIsOver() throws Exception {
        try (var server = server(limits(100, Duration.ofMillis(500)));
                var half = client(server);
                var silent = client(server)) {
            half.halfHead(1);

            assertThat(half.next(1)).isEmpty();
            assertThat(silent.next(1)).isEmpty();
        }
    }

    @Test
    void aHeadWithoutEndIsRefused() throws Exception {
        try (var server = server(limits(100, LONG));
                var client = client(server)) {
            client.halfHead(1);
            Optional<RawTwo.Frame> end = Optional.empty();
            try {
                for (int i = 0; i < 100; i++) {
                    client.moreOfHead(1, Map.of("x-" + i, "y".repeat(1_000)));
                }
                end = client.next(1);
            } catch (java.net.SocketException closed) {
                assertThat(closed).isNotNull();
            }

            assertThat(end.filter(frame -> frame.isOk())).isEmpty();
        }
    }

    @Test
    void aTricklingUploadIsCutOffAndAnHonestSlowOneIsNot() throws Exception {
        try (var server = server(limits(100, LONG));
                var trickling = client(server);
                var honest = client(server)) {
            trickling.head(1, "POST", "/up", Map.of("content-length", "100000"), false);
            honest.head(1, "POST", "/up", Map.of("content-length", "16000"), false);
            trickling.data(1, "x", false);
            var pause = new CountDownLatch(1);
            for (int i = 1; i <= 16; i++) {
                assertThat(pause.await(400, TimeUnit.MILLISECONDS)).isFalse();
                honest.data(1, "y".repeat(1000), i == 16);
            }

            assertThat(honest.next(1).orElseThrow().isOk()).isTrue();
            assertThat(trickling.next(1)).isEmpty();
        }
    }

    @Test
    void aBodyThatDoesNotComeIsAnsweredWhenItsTimeIsOver() throws Exception {
        Map<String, String> headers =
                new HashMap<>(Map.of("x-amz-target", RawClient.TARGET, "content-type", "application/x-amz-json-1.1"));
        var head = new RequestHead(
                "POST", "/", "", Map.of("host", List.of("a"), "x-amz-target", List.of(RawClient.TARGET)));
        headers.putAll(
                new RequestSigner(TestServer.KEY, "local-1", "ecs", InstantSource.system()).sign(head, new byte[] {1}));
        try (var server = server(limits(100, LONG));
                var client = client(server)) {
            client.head(1, "POST", "/", headers, false);
            RawTwo.Frame answer = client.next(1).orElseThrow();

            assertThat(answer.type()).isEqualTo(RawTwo.HEADERS);
            assertThat(answer.isOk()).isFalse();
        }
    }

    @Test
    void twoHostsAreOneTooMany() throws Exception {
        try (var server = server(limits(100, LONG));
                var client = client(server)) {
            client.head(1, "GET", "/", Map.of("host", "b", "accept", "text/html"), true);

            assertThat(client.next(1).filter(frame -> frame.isOk())).isEmpty();
        }
    }

    private static final class Swallows extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Content.Source.asInputStream(request).readAllBytes();
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }
    }

    private static final class LargePage extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Content.Sink.write(
                    response, true, ByteBuffer.wrap("z".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII)));
            callback.succeeded();
            return true;
        }
    }
}
