package io.argosy.views;

import io.argosy.wire.LoggedText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a person watching `up` sees: steps, the commands that would do the same by hand, and one line that changes
/// while something is awaited (a new line each time when nobody watches). Pages have colours where somebody watches.
public final class Terminal {
    private static final int WIDEST = 2_000;
    private static final int WIDEST_OF_SOURCES = 256 << 10;
    private static final int NARROWEST = 80;
    private static final List<String> COLOURS = List.of("36", "33", "32", "35", "34", "96", "93", "92", "95", "94");
    private static final int USUAL = 100;

    /// How words stand out where they can.
    public enum Style {
        PLAIN(""),
        HEADING("1"),
        CRITICAL("31"),
        WARNING("33"),
        DIM("2");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

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
    public void command(String text) {
        settle();
        out.println("  $ " + shown(text));
    }

    /// Shown until the next line of any kind, or for good when it is the last of its kind.
    public void live(String text) {
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

    /// A line of a page, told apart by its colour where somebody watches and has not said NO_COLOR.
    public void line(String text, Style style) {
        settle();
        boolean coloured = style != Style.PLAIN && coloured();
        out.println(coloured ? "\u001b[" + style.code + "m" + shown(text) + "\u001b[0m" : shown(text));
    }

    /// A line of one of several sources, whose name has a colour of its own where somebody watches.
    public void labelled(String label, int source, String text) {
        settle();
        String name = LoggedText.of(label, WIDEST);
        String words = LoggedText.of(text, WIDEST_OF_SOURCES);
        out.println(
                coloured()
                        ? "\u001b[" + COLOURS.get(source % COLOURS.size()) + "m" + name + "\u001b[0m " + words
                        : name + " " + words);
    }

    /// Beside the page, and not part of it.
    public void note(String text) {
        settle();
        out.flush();
        System.err.println("argosy: " + shown(text));
    }

    private boolean coloured() {
        return watched && System.getenv("NO_COLOR") == null;
    }

    /// What another program reads: as it is.
    public void document(String text) {
        out.println(text);
        out.flush();
    }

    public boolean watched() {
        return watched;
    }

    /// From here on what was on the screen is gone.
    public void clear() {
        out.print("\u001b[H\u001b[2J");
    }

    public void flush() {
        out.flush();
    }

    /// How many columns a line may have: no limit when nobody watches.
    public int width() {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        int told = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : USUAL;
        return watched ? Math.max(NARROWEST, told) : Integer.MAX_VALUE;
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
