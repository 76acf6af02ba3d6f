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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every connection to the port, and every request of HTTP/2 beyond the first on one, which counts as much. A new
/// one is always let in while another can go for it: when there are too many, those go that never brought a
/// request that was let in, then those that have been idle longest. Nobody is shut out because somebody else
/// holds connections.
public final class OpenConnections implements SelectorManager.AcceptListener, Connection.Listener {
    private static final Logger log = LoggerFactory.getLogger(OpenConnections.class);
    /// One in so many goes at a time, so that a flood does not sort the whole list for each newcomer.
    private static final int PART_THAT_GOES = 64;

    private static final int IPV6_NETWORK_BYTES = 8;
    private static final long LOOK_MILLIS = 20;
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

    /// Waits until nobody is owed anything on a connection that is open, but never longer than a request may take to
    /// come.
    public void awaitAnswers() throws InterruptedException {
        long began = System.nanoTime();
        while (isAnyOwed() && System.nanoTime() - began < limits.head().toNanos()) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private boolean isAnyOwed() {
        long now = System.nanoTime();
        return all.values().stream().anyMatch(one -> !one.channel && one.isOwed(now, limits));
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
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        OpenConnection known =
                socket(endPoint).getTransport() instanceof SelectableChannel channel ? all.get(channel) : null;
        // One that was closed a moment ago is counted nowhere, and its answer goes nowhere.
        return known == null
                ? new OpenConnection(() -> {}, InetAddress.getLoopbackAddress(), System.nanoTime())
                : known;
    }

    /// A request has come in by this connection and is being carried out, until its end is told. `letIn` says
    /// whether it turned out to be a known caller's, `answered` whether its answer is on its way. Nothing when
    /// there is no room.
    public Optional<OpenRequest> begin(OpenConnection connection, BooleanSupplier letIn, BooleanSupplier answered) {
        OpenRequest request = connection.begin(letIn, answered);
        if (!connection.isMultiplexed() || roomFor(connection)) {
            return Optional.of(request);
        }
        end(connection, request);
        return Optional.empty();
    }

    public void end(OpenConnection connection, OpenRequest request) {
        connection.end(request);
        if (connection.isMultiplexed()) {
            lock.lock();
            try {
                weigh(connection);
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean roomFor(OpenConnection connection) {
        List<OpenConnection> leaving;
        lock.lock();
        try {
            if (!weigh(connection)) {
                return true;
            }
            leaving = tooMany(connection);
            if (leaving.contains(connection)) {
                return false;
            }
            leaving.forEach(this::uncount);
        } finally {
            lock.unlock();
        }
        leaving.forEach(OpenConnection::close);
        return true;
    }

    /// True when it counts for more than before.
    private boolean weigh(OpenConnection connection) {
        int before = connection.weight;
        if (before == 0) {
            return false;
        }
        uncount(connection);
        count(connection);
        return connection.weight > before;
    }

    /// Counts the connection among the agents' channels from here on; false when there are too many of them.
    public boolean becomesChannel(OpenConnection connection) {
        lock.lock();
        try {
            if (connection.weight > 0 && channels < limits.channels()) {
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
            if (connection.weight > 0 && connection.channel) {
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
                .filter(other -> other != newcomer && other.weight > 0 && !other.channel && among.test(other))
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
        connection.weight = connection.channel ? 1 : Math.max(1, connection.underWay());
        if (connection.channel) {
            channels++;
        } else {
            connections += connection.weight;
            byAddress.merge(connection.from(), connection.weight, Integer::sum);
        }
    }

    private void uncount(OpenConnection connection) {
        int weight = connection.weight;
        if (weight == 0) {
            return;
        }
        connection.weight = 0;
        if (connection.channel) {
            channels--;
        } else {
            connections -= weight;
            byAddress.computeIfPresent(connection.from(), (_, count) -> count > weight ? count - weight : null);
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
        EndPoint bottom = socket(connection.getEndPoint());
        if (bottom.getTransport() instanceof SelectableChannel socket) {
            OpenConnection known = all.get(socket);
            if (known != null) {
                known.speaks(connection, bottom, connection instanceof HTTP2Connection);
            }
        }
    }

    /// Where the bytes of the network come in, encrypted or not.
    private static EndPoint socket(EndPoint endPoint) {
        return endPoint instanceof EndPoint.Wrapper wrapper ? socket(wrapper.unwrap()) : endPoint;
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
