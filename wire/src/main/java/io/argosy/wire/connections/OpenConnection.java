package io.argosy.wire.connections;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;

/// One accepted connection: the requests under way on it, of which HTTP/2 has several, and whether it ever brought
/// one that was let in.
public final class OpenConnection {
    private final InetAddress from;
    private final Set<OpenRequest> requests = ConcurrentHashMap.newKeySet();
    private volatile Closeable end;
    private volatile LongSupplier bytesIn = () -> 0;
    private volatile boolean multiplexed;
    private volatile boolean used;
    private volatile boolean proven;
    private volatile long since;
    private volatile long bytesBefore;

    /// The watch's own: since when nothing has come.
    private long quietSince;

    /// The ledger's own, under its lock: for how many connections it counts, none when it has been closed.
    int weight;
    volatile boolean channel;

    OpenConnection(Closeable socket, InetAddress from, long now) {
        this.from = from;
        this.end = socket;
        this.since = now;
        this.quietSince = now;
    }

    InetAddress from() {
        return from;
    }

    /// `socket` ends it at once, whatever is still to be said in the protocol above.
    void speaks(Connection connection, Closeable socket, boolean several) {
        bytesIn = connection::getBytesIn;
        multiplexed = several;
        end = socket;
    }

    boolean isMultiplexed() {
        return multiplexed;
    }

    OpenRequest begin(BooleanSupplier letIn, BooleanSupplier answered) {
        var request = new OpenRequest(letIn, answered);
        used = true;
        requests.add(request);
        return request;
    }

    void end(OpenRequest request) {
        proven |= request.isLetIn();
        bytesBefore = bytesIn.getAsLong();
        since = System.nanoTime();
        requests.remove(request);
    }

    int underWay() {
        return requests.size();
    }

    /// Whether its client waits for an answer, or may yet send what it connected for.
    boolean isOwed(long now, ConnectionLimits limits) {
        return !requests.isEmpty() || !used && now - since < limits.head().toNanos();
    }

    /// Where it stands among those that may have to go.
    Standing standing(long now) {
        boolean known = isLetIn();
        long latest = Math.max(
                since, requests.stream().mapToLong(OpenRequest::since).max().orElse(since));
        return new Standing(this, requests.stream().allMatch(request -> request.mayGo(known)), known, now - latest);
    }

    /// Before, or with a request whose answer is on its way: a client knows of that before the request has ended.
    private boolean isLetIn() {
        return proven || requests.stream().anyMatch(OpenRequest::isLetIn);
    }

    /// Whether the client has had more time for what it is sending than it may have.
    boolean overdue(long now, ConnectionLimits limits) {
        return requests.isEmpty()
                ? headOverdue(now, limits)
                : requests.stream().anyMatch(request -> request.tooSlow(now, limits));
    }

    /// What comes between requests is a head, or with HTTP/2 perhaps one of the small things that keep a connection
    /// going: it may be kept for a while, but not for ever.
    private boolean headOverdue(long now, ConnectionLimits limits) {
        boolean begun = !used || bytesIn.getAsLong() > bytesBefore;
        if (!begun) {
            quietSince = now;
            return false;
        }
        var time = used && multiplexed ? limits.patience() : limits.head();
        return now - Math.max(quietSince, since) > time.toNanos();
    }

    void close() {
        try {
            end.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    /// A still picture, so that sorting sees no change: who has never been let in goes first, then who waits longest.
    record Standing(OpenConnection connection, boolean mayGo, boolean proven, long age)
            implements Comparable<Standing> {
        @Override
        public int compareTo(Standing other) {
            return proven != other.proven ? Boolean.compare(proven, other.proven) : Long.compare(other.age, age);
        }
    }
}
