package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was tried and what came of it, a line each. The same lines stand in docs/security.md, so that the page tells
/// what the tests try, all of it and nothing else. After a change, rerun with -Dgolden.write=true and read the diff.
final class Attempts {
    private static final Path PAGE = Path.of("../docs/security.md");
    private static final String END = "```\n";

    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> replaced = new LinkedHashMap<>();

    /// Names on the page what differs from run to run.
    void name(String text, String name) {
        replaced.put(text, name);
    }

    void refused(String what, String how) {
        add(what, "refused: " + how);
    }

    void gotThrough(String what, String how) {
        add(what, "GOT THROUGH: " + how);
    }

    private void add(String what, String outcome) {
        String line =
                "attempt " + what + " -> " + outcome.replaceAll("\\s+", " ").strip();
        for (Map.Entry<String, String> one : replaced.entrySet()) {
            line = line.replace(one.getKey(), one.getValue());
        }
        String stable = line.replaceAll("[0-9a-f]{32,64}", "ID");
        System.out.println(stable);
        lines.add(stable);
    }

    void allRefused() {
        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).contains(" -> refused: "));
    }

    /// The lines stand on the page between the mark of this section and the end of its block.
    void standOnThePageAs(String section) throws IOException {
        String begin = "<!-- attempts: " + section + " -->\n```text\n";
        String page = Files.readString(PAGE);
        assertThat(page).contains(begin);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(END, from);
        String now = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page.substring(0, from) + now + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to))
                .as("rerun with -Dgolden.write=true and read the diff")
                .isEqualTo(now);
    }
}
