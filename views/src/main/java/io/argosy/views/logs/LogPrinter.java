package io.argosy.views.logs;

import io.argosy.shapes.json.JsonTree;
import io.argosy.views.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes lines for people, each behind its container's name in a colour of its own, or for programs, one object each.
public final class LogPrinter {
    private final Terminal terminal;
    private final boolean json;
    private final Optional<Pattern> wanted;
    private final Map<String, Integer> colours = new LinkedHashMap<>();

    /// Of lines only those in which `wanted` is found.
    public LogPrinter(Terminal terminal, boolean json, Optional<Pattern> wanted) {
        this.terminal = terminal;
        this.json = json;
        this.wanted = wanted;
    }

    void print(LogLine line) {
        if (wanted.filter(pattern -> !pattern.matcher(line.text()).find()).isPresent()) {
            return;
        }
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("time", line.at().toString());
            object.put("taskArn", line.of().task());
            object.put("container", line.of().name());
            object.put("message", line.text());
            terminal.document(JsonTree.write(object));
            return;
        }
        String label = line.of().label();
        int colour = colours.computeIfAbsent(label, _ -> colours.size());
        line.text().lines().forEach(text -> terminal.labelled(label, colour, text));
    }

    /// What is to be said about the lines, and is none of them.
    void note(String text) {
        terminal.note(text);
    }

    void flush() {
        terminal.flush();
    }
}
