package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListClustersRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that answers the first request of a connection, and ends the connection when the second has come.
final class EndedConnectionTest {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final AtomicInteger requests = new AtomicInteger();
    private ServerSocket listening;
    private Outbound outbound;
    private ApiClient client;

    @BeforeEach
    void listen() throws Exception {
        listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        outbound = new Outbound(Duration.ofSeconds(5));
        URI server = URI.create("http://127.0.0.1:" + listening.getLocalPort());
        client = new ApiClient(outbound, server, TestServer.identity(), InstantSource.system());
    }

    @AfterEach
    void close() throws Exception {
        outbound.close();
        listening.close();
    }

    @Test
    void whatOnlyReadsIsAskedAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(client.call(
                            Ecs.LIST_CLUSTERS, ListClustersRequest.builder().build()))
                    .isNotNull();
        }

        assertThat(requests).hasValue(5);
    }

    @Test
    void whatWritesIsNotAndSaysWhatHappened() throws Exception {
        client.call(Ecs.LIST_CLUSTERS, ListClustersRequest.builder().build());

        assertThatThrownBy(() -> client.call(
                        Ecs.CREATE_CLUSTER, CreateClusterRequest.builder().build()))
                .isInstanceOf(IOException.class)
                .hasMessage(client.endpoint() + " ended the connection before it answered");
        assertThat(requests).hasValue(2);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                read(socket.getInputStream());
                socket.getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\n"
                                        + "Content-Length: 2\r\n\r\n{}")
                                .getBytes(StandardCharsets.UTF_8));
                read(socket.getInputStream());
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private void read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        assertThat(length.find()).isTrue();
        in.readNBytes(Integer.parseInt(length.group(1)));
        requests.incrementAndGet();
    }
}
