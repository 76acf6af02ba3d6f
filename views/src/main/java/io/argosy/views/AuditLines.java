package io.argosy.views;

import io.argosy.model.ApiException;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.FilterLogEventsResponse;
import io.argosy.shapes.logs.FilteredLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who asked for what, out of the audit: the requests that named one thing. Without the right to read it there are
/// none, and a note that says so.
final class AuditLines {
    private static final String GROUP = "/argosy/audit";
    private static final int PAGES = 20;
    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration AFTER = Duration.ofSeconds(1);

    /// A request: when it came, who asked, which operation about which resources, and what it was refused with.
    record Line(Instant at, String who, String operation, String request, List<String> resources, String error) {
        Line {
            resources = List.copyOf(resources);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private String note = "";

    /// Those that name this text, like `service/default/web`, from then on.
    static AuditLines read(ApiClient client, String named, Instant from, Instant to) throws IOException {
        var audit = new AuditLines();
        Optional<String> next = Optional.empty();
        int pages = 0;
        try {
            do {
                FilterLogEventsResponse page = client.call(
                        Logs.FILTER_LOG_EVENTS,
                        FilterLogEventsRequest.builder()
                                .logGroupName(GROUP)
                                .startTime(from.toEpochMilli())
                                .endTime(to.toEpochMilli())
                                .filterPattern("\"" + named + "\"")
                                .nextToken(next)
                                .build());
                page.events().orElse(List.of()).forEach(audit::take);
                next = page.nextToken();
            } while (next.isPresent() && ++pages < PAGES);
        } catch (ApiException refused) {
            if (!refused.error().code().equals("ResourceNotFoundException")) {
                audit.note = "who asked is not to be had: " + refused.error().message();
            }
        }
        return audit;
    }

    private void take(FilteredLogEvent event) {
        try {
            Map<String, Object> line = JsonTree.object(event.message().orElse(""));
            Object who = line.get("userIdentity") instanceof Map<?, ?> identity ? identity.get("arn") : null;
            List<?> resources = line.get("resources") instanceof List<?> arns ? arns : List.of();
            lines.add(new Line(
                    Instant.ofEpochMilli(event.timestamp().orElse(0L)),
                    Words.principal(String.valueOf(who)),
                    String.valueOf(line.get("eventName")),
                    String.valueOf(line.get("requestID")),
                    resources.stream().map(String::valueOf).toList(),
                    String.valueOf(line.getOrDefault("errorCode", ""))));
        } catch (MalformedJson notOurs) {
            // Somebody else may write into the group.
        }
    }

    /// The request that this change of this thing came from, most likely: the last one before it that was carried out.
    Optional<Line> behind(String arn, Instant changed) {
        return lines.stream()
                .filter(line -> line.error().isEmpty() && line.resources().contains(arn))
                .filter(line ->
                        !line.at().isBefore(changed.minus(BEFORE)) && !line.at().isAfter(changed.plus(AFTER)))
                .max(Comparator.comparing(Line::at));
    }

    List<Line> all() {
        return lines;
    }

    String note() {
        return note;
    }
}
