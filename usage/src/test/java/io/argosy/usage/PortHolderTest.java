package io.argosy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class PortHolderTest {
    @Test
    void theProcessThatListensIsNamed() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.of(socket.getLocalPort()))
                    .hasValueSatisfying(holder -> assertThat(holder)
                            .hasToString(holder.program() + " (pid "
                                    + ProcessHandle.current().pid() + ")"));
            assertThat(PortHolder.ofUdp(socket.getLocalPort())).isEmpty();
        }
    }

    @Test
    void soIsOneThatReceivesDatagrams() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.ofUdp(socket.getLocalPort()))
                    .map(PortHolder::pid)
                    .contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void aFreePortHasNoHolder() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(PortHolder.of(free)).isEmpty();
    }
}
