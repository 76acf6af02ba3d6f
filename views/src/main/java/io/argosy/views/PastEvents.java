package io.argosy.views;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.FeedClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What events say of a subject, the newest of them.
final class PastEvents {
    private static final int MOST = 1_000;

    private PastEvents() {}

    static List<PastPage.Row> read(FeedClient feeds, PastSubject subject, Instant since, Instant at)
            throws IOException {
        String service = subject.kind() == PastSubject.Kind.SERVICE ? "&service=" + escaped(subject.name()) : "";
        Deque<PastPage.Row> rows = new ArrayDeque<>();
        feeds.read(
                "/events",
                "cluster=" + escaped(subject.cluster()) + service + "&since=" + escaped(since.toString())
                        + "&follow=false",
                Optional.empty(),
                sent -> {
                    row(sent, subject).filter(row -> !row.at().isAfter(at)).ifPresent(rows::add);
                    if (rows.size() > MOST) {
                        rows.removeFirst();
                    }
                    return true;
                });
        return List.copyOf(rows);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<PastPage.Row> row(FeedClient.Sent sent, PastSubject subject) {
        if (!sent.name().equals("message")
                || subject.kind() == PastSubject.Kind.TASK && !sent.data().contains(subject.inArns())) {
            return Optional.empty();
        }
        try {
            Map<String, Object> event = JsonTree.object(sent.data());
            Map<?, ?> detail = event.getOrDefault("detail", Map.of()) instanceof Map<?, ?> map ? map : Map.of();
            return Optional.of(new PastPage.Row(
                    Instant.parse(String.valueOf(event.get("time"))), what(event, detail), "", why(detail)));
        } catch (MalformedJson notOurs) {
            return Optional.empty();
        }
    }

    private static String what(Map<String, Object> event, Map<?, ?> detail) {
        String kind = String.valueOf(event.get("detail-type"))
                .replace(" State Change", "")
                .replace("ECS ", "");
        String about = event.get("resources") instanceof List<?> arns && !arns.isEmpty()
                ? Words.last(String.valueOf(arns.getFirst()))
                : "";
        return kind.toLowerCase(Locale.ROOT) + " " + (about.length() == 32 ? Words.brief(about) : about) + " "
                + state(detail);
    }

    private static String state(Map<?, ?> detail) {
        return Stream.of("lastStatus", "eventName", "status")
                .filter(detail::containsKey)
                .map(name -> String.valueOf(detail.get(name)))
                .findFirst()
                .orElse("");
    }

    private static String why(Map<?, ?> detail) {
        return Stream.of("stoppedReason", "reason")
                .filter(detail::containsKey)
                .map(name -> String.valueOf(detail.get(name)))
                .findFirst()
                .orElse("");
    }
}
