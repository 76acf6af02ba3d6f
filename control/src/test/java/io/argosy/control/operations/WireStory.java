package io.argosy.control.operations;

import io.argosy.shapes.OperationModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Requests and answers of operations as they travel, one after the other: the requests are written by hand,
/// the answers are golden files of the room whose test tells them.
public final class WireStory {
    private WireStory() {}

    public static void tell(List<OperationModel<?, ?>> story, Workshop workshop) throws IOException {
        for (OperationModel<?, ?> operation : story) {
            String request = Files.readString(Path.of("src/test/resources/golden", operation.name() + ".request.json"));

            String answer = workshop.call(operation, request);

            Golden.file(operation.name() + ".response.json").holds(indented(answer));
        }
    }

    /// JSON laid out for reading: a member a line; empty lists and objects stay as they are.
    private static String indented(String json) {
        var text = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            char next = i + 1 < json.length() ? json.charAt(i + 1) : ' ';
            quoted = c == '"' && (i == 0 || json.charAt(i - 1) != '\\') ? !quoted : quoted;
            if (quoted || c == '"') {
                text.append(c);
            } else if (c == '{' && next == '}' || c == '[' && next == ']') {
                text.append(c).append(next);
                i++;
            } else if (c == '{' || c == '[') {
                text.append(c).append('\n').append("  ".repeat(++depth));
            } else if (c == '}' || c == ']') {
                text.append('\n').append("  ".repeat(--depth)).append(c);
            } else {
                text.append(c == ',' ? ",\n" + "  ".repeat(depth) : c == ':' ? ": " : String.valueOf(c));
            }
        }
        return text.append('\n').toString();
    }
}
