package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Decision records have one layout, and their index lists them all. After a new one, rerun with -Dgolden.write=true.
final class DecisionsTest {
    private static final Path FOLDER = Checkout.ROOT.resolve("docs/decisions");
    private static final Path INDEX = FOLDER.resolve("README.md");
    private static final Pattern FILE = Pattern.compile("(\\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\\.md");
    private static final Pattern TITLE = Pattern.compile("# (\\d{4}): (\\S.*\\S)");
    private static final Pattern PART =
            Pattern.compile("(?m)^\\*\\*(Context|Decision|Cost|What would change our mind)\\.\\*\\*");
    private static final Pattern REPLACED = Pattern.compile("(?m)^Replaced by decision (\\d{4})\\.$");
    private static final String HEAD = """
            # Decisions

            Why things are as they are: each choice that somebody could ask about again, on a page at most. A record
            has a number nobody else has, a title `# NNNN: what was decided`, and four parts in this order, each a
            paragraph that begins with its name in bold: **Context.** **Decision.** **Cost.** **What would change our
            mind.** One that does not hold any more is not removed: the line `Replaced by decision NNNN.` stands under
            its title. A test holds records to this and writes this list.

            | number | decision |
            |---|---|
            """;

    @Test
    void everyRecordHasTheOneLayout() throws IOException {
        List<String> odd = new ArrayList<>();
        for (Path record : records()) {
            String text = Files.readString(record);
            String name = record.getFileName().toString();
            Matcher title = TITLE.matcher(text.lines().findFirst().orElse(""));
            if (!FILE.matcher(name).matches() || !title.matches() || !name.startsWith(title.group(1))) {
                odd.add(name + ": its name or its title");
            }
            List<String> parts =
                    PART.matcher(text).results().map(part -> part.group(1)).toList();
            if (!parts.equals(List.of("Context", "Decision", "Cost", "What would change our mind"))) {
                odd.add(name + ": has " + parts);
            }
            if (text.contains("\n## ")) {
                odd.add(name + ": headings within a page");
            }
        }

        assertThat(odd).isEmpty();
    }

    @Test
    void noNumberIsGivenTwice() throws IOException {
        assertThat(records())
                .extracting(record -> record.getFileName().toString().substring(0, 4))
                .doesNotHaveDuplicates();
    }

    @Test
    void theIndexListsThemAll() throws IOException {
        String index = HEAD + records().stream().map(DecisionsTest::row).collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(INDEX, index);
        }

        assertThat(INDEX).as("rerun with -Dgolden.write=true and read the diff").hasContent(index);
    }

    private static String row(Path record) {
        try {
            String text = Files.readString(record);
            Matcher title = TITLE.matcher(text.lines().findFirst().orElse(""));
            Matcher replaced = REPLACED.matcher(text);
            return title.matches()
                    ? "| [" + title.group(1) + "](" + record.getFileName() + ") | " + title.group(2)
                            + (replaced.find() ? " (replaced by " + replaced.group(1) + ")" : "") + " |"
                    : "| | " + record.getFileName() + " |";
        } catch (IOException unreadable) {
            throw new AssertionError(record.toString(), unreadable);
        }
    }

    private static List<Path> records() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.equals(INDEX)).sorted().toList();
        }
    }
}
