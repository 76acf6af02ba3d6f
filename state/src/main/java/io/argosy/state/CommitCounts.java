package io.argosy.state;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// How many commits the journal has taken since the server started, how much was in them and how long they took. The
/// committer counts; anybody may read.
public final class CommitCounts {
    /// Upper ends of the steps in which times are counted, in seconds.
    public static final double[] STEPS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};

    private static final double NANOS_A_SECOND = 1e9;

    private final AtomicLongArray steps = new AtomicLongArray(STEPS.length + 1);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    void committed(int manyWrites, int manyRows, long took) {
        double seconds = took / NANOS_A_SECOND;
        int step = 0;
        while (step < STEPS.length && seconds > STEPS[step]) {
            step++;
        }
        steps.incrementAndGet(step);
        nanos.addAndGet(took);
        rows.addAndGet(manyRows);
        writes.addAndGet(manyWrites);
    }

    /// Commits by how long they took; those beyond the last step stand at the end.
    public long[] counts() {
        long[] counts = new long[steps.length()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = steps.get(i);
        }
        return counts;
    }

    public double seconds() {
        return nanos.get() / NANOS_A_SECOND;
    }

    public long rows() {
        return rows.get();
    }

    public long writes() {
        return writes.get();
    }
}
