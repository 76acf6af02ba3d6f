package io.argosy.wire.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every connection to the port. A new one is always let in while another can go for it: when there are too many, those
/// go that never brought a request that was let in, then those that have been idle longest. Nobody is shut out because
/// somebody else holds connections.
public final class OpenConnections implements SelectorManager.AcceptListener, Connection.Listener {
    private static final Logger log = LoggerFactory.getLogger(OpenConnections.class);
    /// One in so many goes at a time, so that a flood does not sort the whole list for each newcomer.
    private static final int PART_THAT_GOES = 64;

    private static final int IPV6_NETWORK_BYTES = 8;
    private static final long BETWEEN_WARNINGS = 60_000_000_000L;

    private final ConnectionLimits limits;
    private final Map<SelectableChannel, OpenConnection> all = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int connections;
    private int channels;
    private long warnedAt;

    public OpenConnections(ConnectionLimits limits) {
        this.limits = limits;
        this.warnedAt = System.nanoTime() - BETWEEN_WARNINGS;
    }

    /// How many are open, agents' channels apart.
    public int connections() {
        lock.lock();
        try {
            return connections;
        } finally {
            lock.unlock();
        }
    }

    /// How many agents' channels are open.
    public int channels() {
        lock.lock();
        try {
            return channels;
        } finally {
            lock.unlock();
        }
    }

    /// The connection a request came by.
    public OpenConnection of(Request request) {
        Object socket =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        OpenConnection known = socket instanceof SelectableChannel channel ? all.get(channel) : null;
        // One that was closed a moment ago is counted nowhere, and its answer goes nowhere.
        return known == null
                ? new OpenConnection(() -> {}, InetAddress.getLoopbackAddress(), System.nanoTime())
                : known;
    }

    /// Counts the connection among the agents' channels from here on; false when there are too many of them.
    public boolean becomesChannel(OpenConnection connection) {
        lock.lock();
        try {
            if (connection.counted && channels < limits.channels()) {
                uncount(connection);
                connection.channel = true;
                count(connection);
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// The channel was not opened after all.
    public void staysConnection(OpenConnection connection) {
        lock.lock();
        try {
            if (connection.counted && connection.channel) {
                uncount(connection);
                connection.channel = false;
                count(connection);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onAccepting(SelectableChannel socket) {
        accept(socket, from(socket));
    }

    void accept(SelectableChannel socket, InetAddress from) {
        var newcomer = new OpenConnection(socket, holder(from), System.nanoTime());
        List<OpenConnection> leaving;
        lock.lock();
        try {
            all.put(socket, newcomer);
            count(newcomer);
            leaving = tooMany(newcomer);
            leaving.forEach(this::uncount);
        } finally {
            lock.unlock();
        }
        leaving.forEach(OpenConnection::close);
    }

    private List<OpenConnection> tooMany(OpenConnection newcomer) {
        InetAddress from = newcomer.from();
        if (!from.isLoopbackAddress() && byAddress.getOrDefault(from, 0) > limits.ofAnAddress()) {
            return idlest(other -> other.from().equals(from), newcomer, 1);
        }
        if (connections > limits.all()) {
            warn();
            return idlest(_ -> true, newcomer, 1 + limits.all() / PART_THAT_GOES);
        }
        return List.of();
    }

    /// Those that have to go; the newcomer itself when everybody else is at work.
    private List<OpenConnection> idlest(Predicate<OpenConnection> among, OpenConnection newcomer, int most) {
        long now = System.nanoTime();
        List<OpenConnection> idle = all.values().stream()
                .filter(other -> other != newcomer && other.counted && !other.channel && among.test(other))
                .map(other -> other.standing(now))
                .filter(OpenConnection.Standing::mayGo)
                .sorted()
                .limit(most)
                .map(OpenConnection.Standing::connection)
                .toList();
        return idle.isEmpty() ? List.of(newcomer) : idle;
    }

    private void warn() {
        long now = System.nanoTime();
        if (now - warnedAt >= BETWEEN_WARNINGS) {
            warnedAt = now;
            log.warn("connections={} the idlest are closed to make room; see limits.connections", connections);
        }
    }

    private void count(OpenConnection connection) {
        connection.counted = true;
        if (connection.channel) {
            channels++;
        } else {
            connections++;
            byAddress.merge(connection.from(), 1, Integer::sum);
        }
    }

    private void uncount(OpenConnection connection) {
        if (!connection.counted) {
            return;
        }
        connection.counted = false;
        if (connection.channel) {
            channels--;
        } else {
            connections--;
            byAddress.computeIfPresent(connection.from(), (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel socket, Throwable cause) {
        onClosed(socket);
    }

    @Override
    public void onClosed(SelectableChannel socket) {
        OpenConnection gone = all.remove(socket);
        if (gone != null) {
            lock.lock();
            try {
                uncount(gone);
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint().getTransport() instanceof SelectableChannel socket) {
            OpenConnection known = all.get(socket);
            if (known != null) {
                known.speaks(connection);
            }
        }
    }

    /// Closes whatever has had its time.
    void look(long now) {
        for (OpenConnection connection : all.values()) {
            if (!connection.channel && connection.overdue(now, limits)) {
                connection.close();
            }
        }
    }

    /// Whose an address is. Of IPv6 the smallest customer has a whole network, and may come from a new address each
    /// time.
    private static InetAddress holder(InetAddress from) {
        if (!(from instanceof Inet6Address) || from.isLoopbackAddress()) {
            return from;
        }
        byte[] network = from.getAddress();
        Arrays.fill(network, IPV6_NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address keeps its length", impossible);
        }
    }

    private static InetAddress from(SelectableChannel socket) {
        return socket instanceof SocketChannel channel
                        && channel.socket().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
