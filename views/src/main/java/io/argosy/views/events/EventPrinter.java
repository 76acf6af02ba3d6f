package io.argosy.views.events;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.views.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Prints events, a line each: when, what kind, what about, and what is said of it. Or as they came.
public final class EventPrinter {
    private static final List<String> SAID = List.of(
            "lastStatus",
            "desiredStatus",
            "status",
            "eventName",
            "action-type",
            "image-tag",
            "stoppedReason",
            "reason");

    private final Terminal terminal;
    private final boolean json;

    public EventPrinter(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    void print(String event) {
        if (json) {
            terminal.document(event);
        } else {
            terminal.line(line(event), Terminal.Style.PLAIN);
            terminal.flush();
        }
    }

    static String line(String text) {
        try {
            Map<String, Object> event = JsonTree.object(text);
            Map<?, ?> detail = event.getOrDefault("detail", Map.of()) instanceof Map<?, ?> members ? members : Map.of();
            return Stream.of(
                            String.valueOf(event.get("time")),
                            String.valueOf(event.get("detail-type")).replace(" State Change", ""),
                            about(event, detail),
                            said(detail))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("  "));
        } catch (MalformedJson other) {
            return text;
        }
    }

    /// The end of the ARN.
    private static String about(Map<String, Object> event, Map<?, ?> detail) {
        return event.get("resources") instanceof List<?> arns && !arns.isEmpty()
                ? String.valueOf(arns.getFirst()).replaceFirst("^arn:[^:]*:[^:]*:[^:]*:[^:]*:", "")
                : Optional.ofNullable(detail.get("repository-name"))
                        .map(Object::toString)
                        .orElse("");
    }

    private static String said(Map<?, ?> detail) {
        return SAID.stream()
                .filter(detail::containsKey)
                .map(name -> String.valueOf(detail.get(name)))
                .collect(Collectors.joining(" "));
    }
}
