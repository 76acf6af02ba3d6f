package io.argosy.agent.session;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.DiscoverPollEndpointRequest;
import io.argosy.shapes.ecs.DiscoverPollEndpointResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the two channels are (agent-protocol 3): asked for once in twelve hours, and an old answer is better than
/// none.
public final class Endpoints {
    private static final Duration KEPT = Duration.ofHours(12);

    private record Known(String control, String telemetry, Instant since) {}

    private final ApiClient api;
    private final String cluster;
    private final String instance;
    private final InstantSource clock;
    private Optional<Known> known = Optional.empty();

    public Endpoints(ApiClient api, String cluster, String instance, InstantSource clock) {
        this.api = api;
        this.cluster = cluster;
        this.instance = instance;
        this.clock = clock;
    }

    URI control(Map<String, String> query) throws IOException {
        return socket(current().control(), query);
    }

    URI telemetry(Map<String, String> query) throws IOException {
        return socket(current().telemetry(), query);
    }

    private synchronized Known current() throws IOException {
        Instant stale = clock.instant().minus(KEPT);
        if (known.isPresent() && known.get().since().isAfter(stale)) {
            return known.get();
        }
        try {
            known = Optional.of(ask());
        } catch (IOException | ApiException failure) {
            if (known.isEmpty()) {
                throw new IOException("the channels' addresses are unknown: " + failure.getMessage(), failure);
            }
        }
        return known.orElseThrow();
    }

    private Known ask() throws IOException {
        DiscoverPollEndpointResponse answer = api.call(
                Ecs.DISCOVER_POLL_ENDPOINT,
                DiscoverPollEndpointRequest.builder()
                        .cluster(cluster)
                        .containerInstance(instance)
                        .build());
        return new Known(
                answer.endpoint().orElseThrow(() -> new IOException("no endpoint in the answer")),
                answer.telemetryEndpoint().orElseThrow(() -> new IOException("no telemetry endpoint in the answer")),
                clock.instant());
    }

    private static URI socket(String base, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(base + (base.endsWith("/") ? "" : "/") + "ws?" + parameters);
    }
}
