package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.wire.access.Permission;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What anybody can send must not look like a line of the log, nor speak to the terminal that shows it.
final class LogForgeryTest {
    private static final PrintStream ERR = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                List.of(new TestServer.NamesItsCluster()),
                List.of(),
                List.of(new WebSocketRoute(
                        "/channel", _ -> Permission.on("ecs:Poll"), _ -> new HandshakeAnswer.Refuse(400, ""))));
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setErr(ERR);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20260101%2Fr%2Fecs%2Faws4_request"
                        + "&X-Amz-SignedHeaders=host&X-Amz-Signature=0&X-Amz-Expires=60&X-Amz-Date=FORGED",
                "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=FORGED&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=0&X-Amz-Expires=60&X-Amz-Date=20260101T000000Z",
                "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20260101%2FFORGED%2Fecs%2Faws4_request"
                        + "&X-Amz-SignedHeaders=FORGED&X-Amz-Signature=FORGED&X-Amz-Expires=60&X-Amz-Date=FORGED",
                "/FORGED",
                "/?Action=FORGED"
            })
    void aRequestWithoutASignatureWritesNoLineOfItsOwn(String path) throws Exception {
        send(path.replace("FORGED", "%0A%1b%5B31mFORGED%e2%80%ae%0d%0Arequest=1 ".replace(" ", "%20")), "x");

        assertClean();
    }

    @Test
    void neitherDoItsHeaders() throws Exception {
        send("/", "argosy\u001b[2J\u0007\tFORGED");

        assertClean();
    }

    /// A refusal repeats what the handshake said, and is written to the log as it is.
    @Test
    void neitherDoesAHandshake() throws Exception {
        send(
                "/channel?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20260101%2Fr%2Fecs%2Faws4_request"
                        + "&X-Amz-SignedHeaders=host%e2%80%aeFORGED&X-Amz-Signature=0&X-Amz-Expires=60"
                        + "&X-Amz-Date=%e2%80%aeFORGED",
                "x\r\nUpgrade: websocket\r\nConnection: Upgrade");

        assertClean();
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("websocket refused")
                .contains("\\u202eFORGED");
    }

    @Test
    void aLongTextHasAnEnd() {
        assertThat(LoggedText.of("x".repeat(100_000))).hasSize(201).endsWith("…");
        assertThat(LoggedText.of("\ud83d\ude00".repeat(300))).hasSize(401);
    }

    @Test
    void textStaysReadable() {
        assertThat(LoggedText.of("Grüße\n\u001b[0m\u202e\u2028\u0000"))
                .isEqualTo("Grüße\\u000a\\u001b[0m\\u202e\\u2028\\u0000");
    }

    private void assertClean() {
        String text = log.toString(StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        assertThat(text.codePoints().filter(point -> point != '\n' && Character.getType(point) == Character.CONTROL))
                .isEmpty();
        assertThat(text).doesNotContain("\u202e");
        assertThat(lines).noneMatch(line -> line.startsWith("request=1") || line.startsWith("FORGED"));
    }

    private void send(String path, String userAgent) throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            String request = "POST " + path + " HTTP/1.1\r\nHost: a\r\nUser-Agent: " + userAgent
                    + "\r\nX-Amz-Target: AmazonEC2ContainerServiceV20141113." + userAgent
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }
}
