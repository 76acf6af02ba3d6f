package io.argosy.insight.metrics;

import io.argosy.wire.Route;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// What goes through the registry's own protocol: requests, and bytes either way.
public final class RegistryTraffic implements Figures {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE");

    private record Seen(String kind, String method, int status) implements Comparable<Seen> {
        @Override
        public int compareTo(Seen other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Map<Seen, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    /// The same route, counted.
    public Route counted(Route route) {
        return new Route(route.prefix(), (request, response, callback) -> {
            Request.addCompletionListener(request, _ -> done(request, response));
            return route.handler().handle(request, response, callback);
        });
    }

    private void done(Request request, Response response) {
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
        var seen = new Seen(kind(request.getHttpURI().getCanonicalPath()), method, response.getStatus());
        requests.computeIfAbsent(seen, _ -> new LongAdder()).increment();
        received.add(Math.max(0, Request.getContentBytesRead(request)));
        sent.add(Math.max(0, Response.getContentBytesWritten(response)));
    }

    private static String kind(String path) {
        if (path.contains("/blobs/uploads")) {
            return "uploads";
        }
        return path.contains("/manifests/") ? "manifests" : path.contains("/blobs/") ? "blobs" : "other";
    }

    @Override
    public void report(Scrape scrape) {
        new TreeMap<>(requests)
                .forEach((seen, count) -> scrape.set(
                        Metric.REGISTRY_REQUESTS,
                        count.sum(),
                        seen.kind(),
                        seen.method(),
                        String.valueOf(seen.status())));
        scrape.set(Metric.REGISTRY_RECEIVED, received.sum());
        scrape.set(Metric.REGISTRY_SENT, sent.sum());
    }
}
