package io.argosy.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a page of docs/how-to tells its reader to do, section by section: lines that are indented are typed, and what
/// stands in a block goes into the file that was named last before it.
record Guide(Map<String, List<Step>> sections) {
    private static final Path PAGES = Path.of("../docs/how-to");
    private static final String INDENT = "    ";
    private static final String FENCE = "```";
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

    sealed interface Step {
        record Line(String text) implements Step {}

        record FileText(String file, String text) implements Step {}
    }

    static Guide of(String page) {
        try {
            return read(Files.readAllLines(PAGES.resolve(page)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Guide read(List<String> lines) {
        Map<String, List<Step>> sections = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        String named = "";
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith("#")) {
                steps = new ArrayList<>();
                sections.put(line.replaceFirst("^#+ ", ""), steps);
            } else if (line.startsWith(INDENT)) {
                steps.add(new Step.Line(line.strip()));
            } else if (line.equals(FENCE)) {
                List<String> text = until(FENCE, lines.subList(at + 1, lines.size()));
                steps.add(new Step.FileText(named, String.join("\n", text) + "\n"));
                at += text.size() + 1;
            } else {
                for (Matcher word = NAMED.matcher(line); word.find(); ) {
                    named = word.group(1);
                }
            }
        }
        return new Guide(sections);
    }

    private static List<String> until(String end, List<String> lines) {
        return lines.subList(0, lines.indexOf(end));
    }

    List<Step> section(String title) {
        List<Step> steps = sections.get(title);
        if (steps == null) {
            throw new IllegalArgumentException("no section " + title + " among " + sections.keySet());
        }
        return steps;
    }
}
