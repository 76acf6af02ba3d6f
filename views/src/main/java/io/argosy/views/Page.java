package io.argosy.views;

import io.argosy.views.Terminal.Style;
import java.util.ArrayList;
import java.util.List;

/// Lines on their way to a terminal: headings, aligned rows, long texts that are broken at words where somebody
/// reads and stay whole in a pipe.
public final class Page {
    private record Line(String text, Style style) {}

    /// A row of a table and how it stands out.
    record Row(Style style, List<String> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        static Row of(Style style, String... cells) {
            return new Row(style, List.of(cells));
        }
    }

    private final int width;
    private final List<Line> lines = new ArrayList<>();

    Page(int width) {
        this.width = width;
    }

    void line(String text) {
        line(text, Style.PLAIN);
    }

    void line(String text, Style style) {
        lines.add(new Line(text, style));
    }

    void gap() {
        if (!lines.isEmpty()) {
            line("");
        }
    }

    /// Behind a label, later lines below its beginning.
    void text(String label, String text, Style style) {
        int room = Math.max(20, width - label.length());
        String before = label;
        for (String part : broken(text.replaceAll("\\s*\\n\\s*", " "), room)) {
            line(before + part, style);
            before = " ".repeat(label.length());
        }
    }

    private static List<String> broken(String text, int room) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int at = space > room / 2 ? space : room;
            parts.add(rest.substring(0, at));
            rest = rest.substring(at).stripLeading();
        }
        parts.add(rest);
        return parts;
    }

    /// Columns as wide as they need to be; the last one is cut where the terminal ends.
    void table(List<Row> rows) {
        int columns = rows.getFirst().cells().size();
        int[] widths = new int[columns];
        for (Row row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] =
                        Math.max(widths[column], row.cells().get(column).length());
            }
        }
        for (Row row : rows) {
            var line = new StringBuilder("  ");
            for (int column = 0; column < columns; column++) {
                String cell = row.cells().get(column);
                line.append(cell).repeat(' ', widths[column] - cell.length() + 2);
            }
            line(cut(line.toString().stripTrailing()), row.style());
        }
    }

    private String cut(String line) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    public void print(Terminal terminal) {
        lines.forEach(line -> terminal.line(line.text(), line.style()));
        terminal.flush();
    }

    /// At most so many lines, for a screen that has no more.
    void keep(int most) {
        while (lines.size() > most) {
            lines.removeLast();
        }
    }
}
