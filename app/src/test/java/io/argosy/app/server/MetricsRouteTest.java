package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may read the metrics, and what they never hold.
final class MetricsRouteTest {
    private static final String OK = "HTTP/1.1 200 ";
    private static final String NO = "HTTP/1.1 401 ";

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RunningServer(data, Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void whoeverIsOnThisMachineMayRead() throws IOException {
        assertThat(asked("GET", "localhost", "")).startsWith(OK).contains("argosy_build{version=");
        assertThat(asked("GET", "127.0.0.1:" + server.uri().getPort(), "")).startsWith(OK);
        assertThat(asked("POST", "localhost", "Content-Length: 0\r\n")).startsWith("HTTP/1.1 405 ");
    }

    /// A proxy on this machine speaks for somebody else, and a browser's page may call the server by another name.
    @Test
    void whoComesThroughAProxyNeedsTheToken() throws IOException {
        String token = Files.readString(data.resolve("metrics-token")).strip();

        assertThat(asked("GET", "localhost", "X-Forwarded-For: 192.0.2.1\r\n")).startsWith(NO);
        assertThat(asked("GET", "localhost", "Forwarded: for=192.0.2.1\r\n")).startsWith(NO);
        assertThat(asked("GET", "fleet.example", "")).startsWith(NO).contains("WWW-Authenticate: Bearer");
        assertThat(asked("GET", "fleet.example", "Authorization: Bearer " + token.substring(1) + "\r\n"))
                .startsWith(NO);
        assertThat(asked("GET", "fleet.example", "Authorization: Bearer " + token + "\r\n"))
                .startsWith(OK);
    }

    @Test
    void theTokenIsItsOwnersOnlyAndStays() throws Exception {
        Path file = data.resolve("metrics-token");
        String first = Files.readString(file);

        server.restart();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(first).hasSizeGreaterThan(40);
    }

    @Test
    void noSecretIsAmongThem() throws IOException {
        server.cluster("fleet");
        server.joined("fleet");
        String text = asked("GET", "localhost", "");

        assertThat(text)
                .contains("argosy_api_requests_total{operation=\"CreateCluster\",service=\"ecs\",status=\"200\"} 1.0")
                .doesNotContain(server.root().key().secret().reveal())
                .doesNotContain(server.root().key().id())
                .doesNotContain("AGNT")
                .doesNotContain(Files.readString(data.resolve("metrics-token")).strip());
    }

    private String asked(String method, String host, String headers) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.uri().getPort())) {
            String request =
                    method + " /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
