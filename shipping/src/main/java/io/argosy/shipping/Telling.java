package io.argosy.shipping;

import io.argosy.shapes.json.JsonTree;
import io.argosy.views.Terminal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How far a step has come, for whoever watches: everything on a terminal, a line a fact without one, and for programs
/// one object at the end.
public record Telling(Terminal terminal, boolean json) {

    /// A step that begins.
    void step(String text) {
        if (!json) {
            terminal.step(text);
        }
    }

    /// What a person likes to see go by and a file need not keep.
    void passing(String text) {
        if (!json && terminal.watched()) {
            terminal.live(text);
        }
    }

    /// What is so from now on.
    void fact(String text) {
        if (!json) {
            terminal.step("  " + text);
        }
    }

    void rows(List<List<String>> rows, List<Map<String, Object>> objects) {
        if (json) {
            terminal.document(JsonTree.write(objects));
        } else {
            terminal.table(rows);
        }
    }

    /// What came of it: one line of words and values, or an object.
    void outcome(String word, Map<String, Object> values) {
        if (json) {
            terminal.document(JsonTree.write(values));
            return;
        }
        terminal.step(values.entrySet().stream()
                .filter(value -> value.getValue() instanceof String text && !text.isEmpty())
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(" ", word + ": ", "")));
        terminal.flush();
    }
}
