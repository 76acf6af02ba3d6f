package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The page of results while it grows, and how one section of it takes the place of an older one.
final class Page {
    private static final String SECTION = "\n## ";

    private final List<String> parts = new ArrayList<>();

    /// It is shown at once as well: a later part may fail.
    void add(String format, Object... figures) {
        String part = String.format(Locale.ROOT, format, figures);
        System.out.println(part);
        parts.add(part);
    }

    private String text() {
        return String.join("\n", parts) + "\n";
    }

    void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    /// Puts this page, which is one section, where the file has a section of that title, or else at its end.
    void writeInto(Path file) throws IOException {
        String section = text().strip();
        String title = section.lines().findFirst().orElseThrow();
        String old = Files.readString(file).stripTrailing();
        int from = old.indexOf("\n" + title + "\n");
        if (from < 0) {
            Files.writeString(file, old + "\n\n" + section + "\n");
            return;
        }
        int next = old.indexOf(SECTION, from + SECTION.length());
        String rest = next < 0 ? "" : old.substring(next) + "\n";
        Files.writeString(file, old.substring(0, from + 1) + section + "\n" + rest);
    }
}
