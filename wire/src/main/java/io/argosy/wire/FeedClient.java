package io.argosy.wire;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/// Reads a feed of server-sent events, signed as one identity. It reads once; whether to go on after the end, from the
/// last event that came, is the caller's to decide.
public final class FeedClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_REFUSAL = 64 << 10;
    private static final int OK = 200;

    private final Outbound outbound;
    private final URI endpoint;
    private final ClientIdentity identity;
    private final InstantSource clock;

    /// An event of the stream: its id, which of its kinds it is (`message` where it says none), and its text.
    public record Sent(String id, String name, String data) {}

    public FeedClient(Outbound outbound, URI endpoint, ClientIdentity identity, InstantSource clock) {
        this.outbound = outbound;
        this.endpoint = endpoint;
        this.identity = identity;
        this.clock = clock;
    }

    /// Hands over each event until the feed ends, or `reader` has had enough and says no. A refusal is an `IOException`
    /// in the server's words.
    public void read(String path, String query, Optional<String> after, Predicate<Sent> reader) throws IOException {
        Map<String, List<String>> covered = new LinkedHashMap<>();
        covered.put("host", List.of(Dialing.host(endpoint)));
        after.ifPresent(id -> covered.put("last-event-id", List.of(id)));
        Map<String, String> signature = new RequestSigner(identity.key(), identity.region(), "argosy", clock)
                .sign(new RequestHead("GET", path, query, covered), new byte[0]);
        var listener = new InputStreamResponseListener();
        Request request = outbound.http()
                .newRequest(endpoint.resolve(query.isEmpty() ? path : path + "?" + query))
                .headers(headers -> {
                    after.ifPresent(id -> headers.put("Last-Event-ID", id));
                    signature.forEach(headers::put);
                });
        request.send(listener);
        Response response = begun(listener);
        try (InputStream body = listener.getInputStream()) {
            if (response.getStatus() != OK) {
                throw new IOException(refusal(response.getStatus(), body.readNBytes(MAX_REFUSAL)));
            }
            events(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), reader);
        }
    }

    private Response begun(InputStreamResponseListener listener) throws IOException {
        try {
            return listener.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new IOException("no answer from " + endpoint + ": " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new IOException("no answer from " + endpoint + " within " + PATIENCE.toSeconds() + " s", late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the answer", stop);
        }
    }

    private static String refusal(int status, byte[] body) {
        try {
            Map<String, Object> error = JsonTree.object(new String(body, StandardCharsets.UTF_8));
            return error.getOrDefault("__type", status) + ": " + error.getOrDefault("message", "");
        } catch (MalformedJson other) {
            return "the server answered with the status " + status;
        }
    }

    private static void events(BufferedReader lines, Predicate<Sent> reader) throws IOException {
        String id = "";
        String name = "message";
        var data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(line, 6, line.length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                if (!reader.test(new Sent(id, name, data.toString()))) {
                    return;
                }
                name = "message";
                data.setLength(0);
            }
        }
    }
}
