package io.argosy.app.fleet;

import io.argosy.wire.LoggedText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a person watching `up` sees: steps, the commands that would do the same by hand, and one line that changes
/// while something is awaited (a new line each time when nobody watches).
public final class Terminal {
    private static final int WIDEST = 2_000;

    private final PrintStream out;
    private final boolean watched;
    private String live = "";

    public Terminal(PrintStream out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    /// Lines of ours may hold what a server, a task or a user chose.
    private static String shown(String text) {
        return text.lines().map(line -> LoggedText.of(line, WIDEST)).collect(Collectors.joining("\n"));
    }

    public void step(String text) {
        settle();
        out.println(shown(text));
    }

    /// A command a user could type instead.
    void command(String text) {
        settle();
        out.println("  $ " + shown(text));
    }

    /// Shown until the next line of any kind, or for good when it is the last of its kind.
    void live(String text) {
        if (text.equals(live)) {
            return;
        }
        if (watched) {
            out.print("\r\u001b[K  " + shown(text));
            out.flush();
        } else {
            out.println("  " + shown(text));
        }
        live = text;
    }

    private void settle() {
        if (watched && !live.isEmpty()) {
            out.println();
        }
        live = "";
    }

    /// Rows under a heading, in columns as wide as they need to be.
    public void table(List<List<String>> rows) {
        settle();
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        for (List<String> row : rows) {
            var line = new StringBuilder("  ");
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .repeat(' ', widths.get(column) - row.get(column).length() + 2);
            }
            out.println(shown(line.toString().stripTrailing()));
        }
    }
}
