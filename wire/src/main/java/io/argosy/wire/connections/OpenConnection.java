package io.argosy.wire.connections;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;

/// One accepted connection: what it is doing since when, and whether it ever brought a request that was let in.
public final class OpenConnection {
    /// HEAD: between requests, or in a request's head. BODY: an API's body is being read. LINGER: answered, and what
    /// the client still sends is thrown away. WORK: a handler has it.
    private enum Stage {
        HEAD,
        BODY,
        LINGER,
        WORK
    }

    private final InetAddress from;
    private final AtomicLong requests = new AtomicLong();
    private volatile Closeable end;
    private volatile LongSupplier bytesIn = () -> 0;
    private volatile BooleanSupplier waiting = () -> false;
    private volatile Stage stage = Stage.HEAD;
    private volatile long since;
    private volatile long bytesBefore;
    private volatile boolean proven;

    /// The watch's own: from when on, and from which byte on, it counts.
    private long countedFrom;
    private long countedBytes;

    /// The ledger's own, under its lock.
    boolean counted;
    volatile boolean channel;

    OpenConnection(SelectableChannel socket, InetAddress from, long now) {
        this.from = from;
        this.end = socket;
        this.since = now;
        this.countedFrom = now;
    }

    InetAddress from() {
        return from;
    }

    void speaks(Connection connection) {
        bytesIn = connection::getBytesIn;
        waiting = connection.getEndPoint()::isFillInterested;
        end = connection.getEndPoint();
    }

    /// A request has come in and is being carried out. The number it gives ends this request, and no later one.
    public long begin() {
        enter(Stage.WORK);
        return requests.incrementAndGet();
    }

    public void reading() {
        enter(Stage.BODY);
    }

    public void working() {
        enter(Stage.WORK);
    }

    public void lingering() {
        enter(Stage.LINGER);
    }

    /// The request is over; `letIn` says whether it was a known caller's.
    public void end(long request, boolean letIn) {
        if (requests.get() == request) {
            proven |= letIn;
            enter(Stage.HEAD);
        }
    }

    private void enter(Stage next) {
        bytesBefore = bytesIn.getAsLong();
        since = System.nanoTime();
        stage = next;
    }

    /// Where it stands among those that may have to go.
    Standing standing(long now) {
        return new Standing(this, stage != Stage.WORK, proven, now - since);
    }

    /// Whether the client has had more time for what it is sending than it may have.
    boolean overdue(long now, ConnectionLimits limits) {
        return switch (stage) {
            case HEAD -> headOverdue(now, limits);
            case WORK -> tooSlow(now, limits);
            case BODY, LINGER -> false; // their readers keep the time
        };
    }

    private boolean headOverdue(long now, ConnectionLimits limits) {
        boolean begun = requests.get() == 0 || bytesIn.getAsLong() > bytesBefore;
        if (!begun) {
            countedFrom = now;
            return false;
        }
        return now - Math.max(countedFrom, since) > limits.head().toNanos();
    }

    /// Only while the server waits for the client: a server that is busy itself blames nobody.
    private boolean tooSlow(long now, ConnectionLimits limits) {
        long bytes = bytesIn.getAsLong();
        if (!waiting.getAsBoolean() || countedFrom < since) {
            countFrom(now, bytes);
            return false;
        }
        if (now - countedFrom < limits.patience().toNanos()) {
            return false;
        }
        boolean slow =
                bytes - countedBytes < limits.slowest() * limits.patience().toSeconds();
        countFrom(now, bytes);
        return slow;
    }

    private void countFrom(long now, long bytes) {
        countedFrom = now;
        countedBytes = bytes;
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
