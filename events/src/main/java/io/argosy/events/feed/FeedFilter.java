package io.argosy.events.feed;

import io.argosy.events.log.Event;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.wire.access.QueryString;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a follower asked for: events of a cluster, of a service, of a kind; from when on, and whether it waits
/// for more.
record FeedFilter(Optional<String> cluster, Optional<String> service, Optional<String> kind, Asked asked) {
    private static final List<String> KNOWN = List.of("cluster", "service", "kind", "since", "follow");

    /// Short words for what AWS calls them.
    private static final Map<String, String> KINDS = Map.of(
            "task", "ECS Task State Change",
            "instance", "ECS Container Instance State Change",
            "service", "ECS Service Action",
            "deployment", "ECS Deployment State Change",
            "image", "ECR Image Action",
            "job", "Batch Job State Change");

    /// From when on; whether it goes on with what happens.
    record Asked(Optional<Instant> since, boolean follow) {}

    static FeedFilter of(QueryString query) {
        for (QueryString.Parameter parameter : query.parameters()) {
            if (!KNOWN.contains(parameter.name()) && !parameter.name().startsWith("X-Amz-")) {
                throw invalid(parameter.name() + " is none of " + String.join(", ", KNOWN));
            }
        }
        return new FeedFilter(
                query.first("cluster").map(FeedFilter::last),
                query.first("service").map(FeedFilter::last),
                query.first("kind").map(kind -> KINDS.getOrDefault(kind, kind)),
                new Asked(query.first("since").map(FeedFilter::moment), follow(query)));
    }

    private static boolean follow(QueryString query) {
        String said = query.first("follow").orElse("true");
        if (!said.equals("true") && !said.equals("false")) {
            throw invalid("follow should be true or false, not " + said);
        }
        return said.equals("true");
    }

    /// An ARN ends with the name.
    private static String last(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw invalid("since should be a moment like 2026-11-27T06:00:00Z, not " + text);
        }
    }

    static ApiException invalid(String message) {
        return ApiError.invalidParameter(message).thrown();
    }

    boolean wants(Event event) {
        return cluster.map(event.cluster()::equals).orElse(true)
                && service.map(event.service()::equals).orElse(true)
                && kind.map(event.kind()::equals).orElse(true);
    }
}
