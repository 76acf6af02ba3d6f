package io.argosy.wire.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who has to go when there are too many.
final class OpenConnectionsTest {
    private final OpenConnections connections =
            new OpenConnections(new ConnectionLimits(10, 3, 10, Duration.ofSeconds(10), Duration.ofSeconds(30), 1));
    private final List<SocketChannel> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }

    @Test
    void anAddressBeyondItsShareLosesItsOwnEldestConnection() throws Exception {
        SocketChannel other = accept("192.0.2.9");
        List<SocketChannel> greedy = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            greedy.add(accept("192.0.2.1"));
        }

        assertThat(greedy).extracting(SocketChannel::isOpen).containsExactly(false, false, true, true, true);
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void aNetworkOfTheSixthVersionIsOneAddress() throws Exception {
        SocketChannel other = accept("2001:db8:0:9::1");
        List<SocketChannel> greedy = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            greedy.add(accept("2001:db8:0:8:" + i + "::" + i));
        }

        assertThat(greedy).extracting(SocketChannel::isOpen).containsExactly(false, false, true, true, true);
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void theMachineItselfIsHeldToTheWholeOnly() throws Exception {
        for (int i = 0; i < 10; i++) {
            accept("127.0.0.1");
        }
        assertThat(sockets).allMatch(SocketChannel::isOpen);

        SocketChannel eleventh = accept("127.0.0.1");

        assertThat(sockets.getFirst().isOpen()).isFalse();
        assertThat(eleventh.isOpen()).isTrue();
    }

    @Test
    void whatIsClosedCountsNoMore() throws Exception {
        for (int i = 0; i < 9; i++) {
            SocketChannel gone = accept("192.0.2.1");
            connections.onClosed(gone);
            connections.onClosed(gone);
        }
        assertThat(sockets).allMatch(SocketChannel::isOpen);
    }

    /// Its client has read the answer, and the request ends a moment later.
    @Test
    void whoseAnswerIsOnItsWayIsLetIn() {
        var connection = new OpenConnection(() -> {}, InetAddress.getLoopbackAddress(), 0);
        OpenRequest request = connection.begin(() -> true, () -> true);
        request.lingering();
        assertThat(connection.standing(1).proven()).isTrue();

        connection.end(request);
        assertThat(connection.standing(1).proven()).isTrue();
    }

    private SocketChannel accept(String from) throws IOException {
        SocketChannel socket = SocketChannel.open();
        sockets.add(socket);
        connections.accept(socket, InetAddress.getByName(from));
        return socket;
    }
}
