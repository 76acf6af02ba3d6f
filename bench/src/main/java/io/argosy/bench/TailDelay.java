package io.argosy.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Follows one stream by StartLiveTail while a line is put into it every 50 ms: how old lines are when they arrive.
final class TailDelay implements AutoCloseable {
    private static final String TARGET = "Logs_20140328.StartLiveTail";
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":(\\d+)");
    private static final long EACH_MILLIS = 50;

    private final HttpClient http = HttpClient.newHttpClient();
    private final DataInputStream in;
    private final Queue<Double> delays = new ConcurrentLinkedQueue<>();
    private volatile boolean ends;

    private TailDelay(URI server, ClientIdentity identity) throws IOException {
        String arn = "arn:aws:logs:" + identity.region() + ":123456789012:log-group:" + LogLoad.GROUP;
        byte[] body = ("{\"logGroupIdentifiers\":[\"" + arn + "\"],\"logStreamNames\":[\"" + LogLoad.FOLLOWED + "\"]}")
                .getBytes(UTF_8);
        var head = new RequestHead(
                "POST", "/", "", Map.of("host", List.of(server.getAuthority()), "x-amz-target", List.of(TARGET)));
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("x-amz-target", TARGET);
        new RequestSigner(identity.key(), identity.region(), "logs", InstantSource.system())
                .sign(head, body)
                .forEach(request::header);
        try {
            in = new DataInputStream(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }

    static TailDelay start(URI server, ClientIdentity identity) throws IOException {
        var tail = new TailDelay(server, identity);
        Thread.ofPlatform().daemon().start(tail::read);
        Wire wire = LogLoad.wire(server, identity);
        Thread.ofPlatform().daemon().start(() -> tail.write(wire));
        return tail;
    }

    private void write(Wire wire) {
        try (wire) {
            while (!ends) {
                wire.call("PutLogEvents", LogLoad.put(LogLoad.FOLLOWED, List.of("tick")));
                Program.pause(EACH_MILLIS);
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void read() {
        try {
            while (!ends) {
                byte[] frame = in.readNBytes(in.readInt() - Integer.BYTES);
                long now = System.currentTimeMillis();
                for (MatchResult time :
                        TIMESTAMP.matcher(new String(frame, UTF_8)).results().toList()) {
                    delays.add((double) (now - Long.parseLong(time.group(1))));
                }
            }
        } catch (IOException over) {
            ends = true;
        }
    }

    /// Of the lines that came so far, in milliseconds.
    Summary delays() {
        return Summary.of(delays.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() throws IOException {
        ends = true;
        in.close();
        http.shutdownNow();
    }
}
