package io.argosy.wire.connections;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

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
    private volatile BooleanSupplier unread = () -> false;
    private volatile BooleanSupplier letIn = () -> false;
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

    OpenConnection(Closeable socket, InetAddress from, long now) {
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
        EndPoint socket = connection.getEndPoint();
        waiting = socket::isFillInterested;
        unread = socket instanceof AbstractEndPoint known ? known.getWriteFlusher()::isPending : () -> false;
        end = socket;
    }

    /// A request has come in and is being carried out; `answered` says whether it turned out to be a known caller's.
    /// The number it gives ends this request, and no later one.
    public long begin(BooleanSupplier answered) {
        letIn = answered;
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

    public void end(long request) {
        if (requests.get() == request) {
            proven |= letIn.getAsBoolean();
            letIn = () -> false;
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
        return new Standing(this, stage != Stage.WORK || readsNothing(), isLetIn(), now - since);
    }

    /// Before, or with the request whose answer is on its way: a client knows of that before the request has ended.
    private boolean isLetIn() {
        return letIn.getAsBoolean() || proven;
    }

    /// The answer of a stranger waits for him to take it. He would keep his place for as long as he likes.
    private boolean readsNothing() {
        return !isLetIn() && unread.getAsBoolean();
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
