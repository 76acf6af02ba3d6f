package io.argosy.wire;

import io.argosy.shapes.OperationModel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// How many API requests there were since the server started, how they ended and how long they took. Counting
/// takes no lock; only operations there are get a count of their own, so that no client can make more of them.
public final class RequestCounts {
    /// Upper ends of the steps in which times are counted, in seconds.
    public static final double[] STEPS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};

    private static final double NANOS_A_SECOND = 1e9;

    /// Answers of one operation with one status.
    public record Answered(OperationModel<?, ?> operation, int status) {}

    /// The times of one operation, by step; those beyond the last stand at the end.
    public record Times(long[] counts, double seconds) {}

    private static final class Taken {
        private final LongAdder[] steps = new LongAdder[STEPS.length + 1];
        private final LongAdder nanos = new LongAdder();

        Taken() {
            for (int i = 0; i < steps.length; i++) {
                steps[i] = new LongAdder();
            }
        }

        void add(Duration took) {
            double seconds = took.toNanos() / NANOS_A_SECOND;
            int step = 0;
            while (step < STEPS.length && seconds > STEPS[step]) {
                step++;
            }
            steps[step].increment();
            nanos.add(took.toNanos());
        }

        Times times() {
            long[] counts = new long[steps.length];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = steps[i].sum();
            }
            return new Times(counts, nanos.sum() / NANOS_A_SECOND);
        }
    }

    private final Map<Answered, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<OperationModel<?, ?>, Taken> times = new ConcurrentHashMap<>();
    private final LongAdder unsigned = new LongAdder();
    private final LongAdder busy = new LongAdder();

    void answered(OperationModel<?, ?> operation, int status, Duration took) {
        answers.computeIfAbsent(new Answered(operation, status), _ -> new LongAdder())
                .increment();
        times.computeIfAbsent(operation, _ -> new Taken()).add(took);
    }

    /// Nobody known signed it.
    void unsigned() {
        unsigned.increment();
    }

    /// There were too many at once.
    void busy() {
        busy.increment();
    }

    public Map<Answered, LongAdder> answers() {
        return answers;
    }

    public Map<OperationModel<?, ?>, Times> times() {
        return times.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().times()));
    }

    public long unsignedRequests() {
        return unsigned.sum();
    }

    public long busyRefusals() {
        return busy.sum();
    }
}
