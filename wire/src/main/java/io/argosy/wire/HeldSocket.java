package io.argosy.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.OptionalInt;

/// A socket that listens already and that whoever started this process, like systemd by a socket unit, gave it as its
/// standard input. It listens on while a server ends and the next one starts, so that clients wait instead of being
/// refused.
public final class HeldSocket {
    private HeldSocket() {}

    static boolean given() {
        return port().isPresent();
    }

    /// Where it listens, if there is one.
    public static OptionalInt port() {
        try {
            return System.inheritedChannel() instanceof ServerSocketChannel socket
                            && socket.getLocalAddress() instanceof InetSocketAddress address
                    ? OptionalInt.of(address.getPort())
                    : OptionalInt.empty();
        } catch (IOException none) {
            return OptionalInt.empty();
        }
    }
}
