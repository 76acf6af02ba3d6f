package io.argosy.agent.metadata;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;

/// Lets one container have so many connections and no more, so that none can take them all. Tasks on the host's network
/// share its addresses and get more.
final class PerSource implements Connection.Listener {
    private static final int CONTAINER = 32;
    private static final int HOST = 128;

    private final Map<InetAddress, Integer> counts = new HashMap<>();
    private final Map<Connection, InetAddress> sources = new IdentityHashMap<>();

    @Override
    public void onOpened(Connection connection) {
        InetAddress source = source(connection);
        int now;
        synchronized (counts) {
            sources.put(connection, source);
            now = counts.merge(source, 1, Integer::sum);
        }
        if (now > (ours(source) ? HOST : CONTAINER)) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        synchronized (counts) {
            // A connection that is closed does not know any more where it came from.
            InetAddress source = sources.remove(connection);
            if (source != null) {
                counts.computeIfPresent(source, (_, count) -> count > 1 ? count - 1 : null);
            }
        }
    }

    private static InetAddress source(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress address
                        && address.getAddress() != null
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static boolean ours(InetAddress source) {
        try {
            return source.isLoopbackAddress() || NetworkInterface.getByInetAddress(source) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }
}
