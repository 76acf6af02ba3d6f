package io.argosy.agent.metadata;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;

/// A base of metadata URIs, and the socket that answers there.
record Listening(String base, ServerSocketChannel channel) {
    private static final int BACKLOG = 64;

    /// Port 0 is any.
    static Listening at(String host, int port) throws IOException {
        ServerSocketChannel channel = bound(host, port);
        int had = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        return new Listening("http://" + host + ":" + had, channel);
    }

    static Listening at(URI base) throws IOException {
        return at(base.getHost(), base.getPort());
    }

    static ServerSocketChannel bound(String host, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(host, port), BACKLOG);
            return channel;
        } catch (IOException taken) {
            channel.close();
            throw taken;
        }
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
