package io.argosy.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks over many connections for a while, each as fast as answers come.
record Load(double perSecond, Summary latency) {
    /// One question over one connection.
    interface Question {
        void ask(Wire wire, int connection, int number) throws IOException;
    }

    /// Opens a connection.
    interface Opening {
        Wire open() throws IOException;
    }

    static Load of(Opening opening, int connections, Duration time, Question question) throws IOException {
        run(opening, connections, time.dividedBy(2), question);
        return run(opening, connections, time, question);
    }

    private static Load run(Opening opening, int connections, Duration time, Question question) throws IOException {
        List<Thread> threads = new ArrayList<>();
        List<List<Double>> times = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; i < connections; i++) {
            int connection = i;
            List<Double> mine = new ArrayList<>();
            times.add(mine);
            Wire wire = opening.open();
            threads.add(Thread.ofVirtual().start(() -> askUntil(end, wire, connection, question, mine)));
        }
        join(threads);
        double[] all = times.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new Load(all.length / (time.toMillis() / 1000.0), Summary.of(all));
    }

    private static void askUntil(long end, Wire wire, int connection, Question question, List<Double> times) {
        try (wire) {
            for (int number = 0; System.nanoTime() < end; number++) {
                long before = System.nanoTime();
                question.ask(wire, connection, number);
                times.add((System.nanoTime() - before) / 1e6);
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
