package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a comment or a decision cites of a specification page is a section there.
final class SpecificationsTest {
    private static final Path PAGES = Checkout.ROOT.resolve("docs/specs");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{2,3} (\\d+(?:\\.\\d+)?)[. ]");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern BROKEN_OFF = Pattern.compile("\\s*\\n\\s*(?:///|//|--|#)?\\s*");

    @Test
    void everySectionThatIsCitedIsThere() throws IOException {
        Map<String, Set<String>> sections = sections();
        Pattern citation = Pattern.compile(
                "\\b(" + String.join("|", sections.keySet()) + ") (\\d+(?:\\.\\d+)?(?:(?:, | and )\\d+(?:\\.\\d+)?)*)");
        List<String> missing = new ArrayList<>();
        int cited = 0;
        for (var text : texts().entrySet()) {
            String unbroken = BROKEN_OFF.matcher(text.getValue()).replaceAll(" ");
            for (MatchResult found : citation.matcher(unbroken).results().toList()) {
                cited++;
                NUMBER.matcher(found.group(2))
                        .results()
                        .map(MatchResult::group)
                        .filter(number ->
                                !sections.getOrDefault(found.group(1), Set.of()).contains(number))
                        .forEach(number -> missing.add(text.getKey() + ": " + found.group(1) + " " + number));
            }
        }

        assertThat(missing).isEmpty();
        assertThat(cited).isGreaterThan(150);
    }

    /// A page of that kind that is not in the repository is cited by nobody.
    @Test
    void everyPageThatIsCitedIsThere() throws IOException {
        Set<String> pages = sections().keySet();
        Pattern page = Pattern.compile("\\b([a-z]+-semantics|[a-z]+-protocol|design|measurements) \\d+(?:\\.\\d+)?\\b");

        assertThat(texts().entrySet().stream()
                        .flatMap(text -> page.matcher(
                                        BROKEN_OFF.matcher(text.getValue()).replaceAll(" "))
                                .results()
                                .filter(found -> !pages.contains(found.group(1)))
                                .map(found -> text.getKey() + ": " + found.group())))
                .isEmpty();
    }

    private static Map<String, Set<String>> sections() throws IOException {
        Map<String, Set<String>> sections = new HashMap<>();
        for (Path page : Checkout.filesBelow(PAGES, ".md")) {
            sections.put(
                    page.getFileName().toString().replace(".md", ""),
                    HEADING.matcher(Files.readString(page))
                            .results()
                            .map(heading -> heading.group(1))
                            .collect(Collectors.toSet()));
        }
        return sections;
    }

    /// All sources, and the pages beside the specifications themselves.
    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>(Checkout.sources());
        texts.keySet().removeIf(name -> name.endsWith("/SpecificationsTest.java"));
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("docs"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".md"))
                    .filter(one -> !one.startsWith(PAGES))
                    .toList()) {
                texts.put(file.toString(), Files.readString(file));
            }
        }
        return texts;
    }
}
