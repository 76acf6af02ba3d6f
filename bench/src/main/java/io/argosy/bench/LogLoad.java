package io.argosy.bench;

import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that put lines into streams of one group, a connection and a thread for each stream.
final class LogLoad {
    static final String GROUP = "/bench/web";
    static final String FOLLOWED = "followed";
    static final int LINE = 120;
    private static final String TARGET = "Logs_20140328.";
    private static final long EACH_MILLIS = 200;
    private static final int LARGE = 1_000;
    /// One line in so many is what searches look for.
    private static final int RARE = 100_000;
    private static final String FILLING =
            "GET /shop/items/4711 HTTP/1.1 status=200 bytes=5120 agent=Mozilla/5.0 took=12ms x";

    private final URI server;
    private final ClientIdentity identity;
    private final int streams;
    private final AtomicLong lines = new AtomicLong();

    /// Lines a second, and milliseconds of a call.
    record Result(double perSecond, Summary latency) {}

    LogLoad(URI server, ClientIdentity identity, int streams) {
        this.server = server;
        this.identity = identity;
        this.streams = streams;
    }

    static Wire wire(URI server, ClientIdentity identity) throws IOException {
        return new Wire(server, identity, "logs", TARGET);
    }

    void prepare() throws IOException {
        try (Wire wire = wire(server, identity)) {
            wire.call("CreateLogGroup", "{\"logGroupName\":\"" + GROUP + "\"}");
            wire.call("CreateLogStream", named(FOLLOWED) + "}");
            for (int i = 0; i < streams; i++) {
                wire.call("CreateLogStream", named("app/" + i) + "}");
            }
        }
    }

    private static String named(String stream) {
        return "{\"logGroupName\":\"" + GROUP + "\",\"logStreamName\":\"" + stream + "\"";
    }

    static String put(String stream, List<String> messages) {
        var body = new StringBuilder(named(stream)).append(",\"logEvents\":[");
        long now = System.currentTimeMillis();
        for (int i = 0; i < messages.size(); i++) {
            body.append(i == 0 ? "" : ",").append("{\"timestamp\":").append(now).append(",\"message\":\"");
            body.append(messages.get(i)).append("\"}");
        }
        return body.append("]}").toString();
    }

    /// So many lines a second of all streams together, each stream with a call every 200 ms.
    Result paced(int perSecond, Duration time) throws IOException {
        int lines = (int) (perSecond * EACH_MILLIS / 1_000 / streams);
        return run(time, lines, EACH_MILLIS);
    }

    Result asFastAsItGoes(Duration time) throws IOException {
        return run(time, LARGE, 0);
    }

    private Result run(Duration time, int linesOfACall, long eachMillis) throws IOException {
        var times = new ConcurrentLinkedQueue<Double>();
        long began = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            Wire wire = wire(server, identity);
            String stream = "app/" + i;
            var pace =
                    new Pace(began + Duration.ofMillis(eachMillis * i / streams).toNanos(), eachMillis);
            wires.add(wire);
            threads.add(Thread.ofVirtual().start(() -> {
                for (int call = 0; System.nanoTime() - began < time.toNanos(); call++) {
                    pace.await(call);
                    times.add(timed(wire, put(stream, messages(linesOfACall))));
                }
            }));
        }
        join(threads);
        double seconds = (System.nanoTime() - began) / 1e9;
        for (Wire wire : wires) {
            wire.close();
        }
        double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
        return new Result(all.length * (double) linesOfACall / seconds, Summary.of(all));
    }

    /// When calls are due: each so long behind the one before; at once where that is nothing.
    private record Pace(long first, long eachMillis) {
        void await(int call) {
            long early = (first - System.nanoTime()) / 1_000_000 + call * eachMillis;
            if (eachMillis > 0 && early > 0) {
                Program.pause(early);
            }
        }
    }

    private static double timed(Wire wire, String body) {
        long before = System.nanoTime();
        try {
            wire.call("PutLogEvents", body);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return (System.nanoTime() - before) / 1e6;
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

    private List<String> messages(int count) {
        List<String> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long number = lines.incrementAndGet();
            String word = number % RARE == 0 ? "needle " : "";
            String line = "2026-11-27T12:00:00.000Z INFO web-" + number + " " + word + FILLING;
            messages.add(line.length() > LINE ? line.substring(0, LINE) : line);
        }
        return messages;
    }

    /// How many events match, on all pages.
    int search(String pattern) throws IOException {
        int matches = 0;
        String token = "";
        try (Wire wire = wire(server, identity)) {
            do {
                String page = wire.call(
                        "FilterLogEvents",
                        "{\"logGroupName\":\"" + GROUP + "\",\"filterPattern\":\"" + pattern.replace("\"", "\\\"")
                                + "\"" + (token.isEmpty() ? "" : ",\"nextToken\":\"" + token + "\"") + "}");
                matches += page.split("\"eventId\"", -1).length - 1;
                int at = page.indexOf("\"nextToken\":\"");
                token = at < 0 ? "" : page.substring(at + 13, page.indexOf('"', at + 13));
            } while (!token.isEmpty());
        }
        return matches;
    }
}
