package io.argosy.wire.connections;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// One request under way: what it is doing since when, and how much of it has come.
public final class OpenRequest {
    /// BODY: an API's body is being read. LINGER: answered, and what the client still sends is thrown away. WORK: a
    /// handler has it.
    private enum Stage {
        BODY,
        LINGER,
        WORK
    }

    private final BooleanSupplier letIn;
    private final BooleanSupplier answered;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean waits;
    private volatile Stage stage = Stage.WORK;
    private volatile long since = System.nanoTime();

    /// The watch's own: from when on, and from which byte on, it counts.
    private long countedFrom = since;
    private long countedBytes;

    /// `letIn` says whether it turned out to be a known caller's, `answered` whether its answer is on its way.
    OpenRequest(BooleanSupplier letIn, BooleanSupplier answered) {
        this.letIn = letIn;
        this.answered = answered;
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

    private void enter(Stage next) {
        since = System.nanoTime();
        stage = next;
    }

    /// Its reader has read all there was, and waits for the client.
    public void waits() {
        waits = true;
    }

    public void goesOn() {
        waits = false;
    }

    public void came(int more) {
        bytes.addAndGet(more);
    }

    long since() {
        return since;
    }

    boolean isLetIn() {
        return letIn.getAsBoolean();
    }

    /// The answer of a stranger waits for him to take it. He would keep his place for as long as he likes.
    boolean mayGo(boolean proven) {
        return stage != Stage.WORK || !proven && answered.getAsBoolean();
    }

    /// Only while the server waits for the client: a server that is busy itself blames nobody. Readers of bodies and
    /// of what is thrown away keep the time themselves.
    boolean tooSlow(long now, ConnectionLimits limits) {
        long come = bytes.get();
        if (stage != Stage.WORK || !waits || countedFrom < since) {
            countFrom(now, come);
            return false;
        }
        if (now - countedFrom < limits.patience().toNanos()) {
            return false;
        }
        boolean slow =
                come - countedBytes < limits.slowest() * limits.patience().toSeconds();
        countFrom(now, come);
        return slow;
    }

    private void countFrom(long now, long come) {
        countedFrom = now;
        countedBytes = come;
    }
}
