package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What our pages on words, style and rooms call a class is one.
final class GlossaryTest {
    private static final List<String> PAGES = List.of("docs/glossary.md", "docs/style.md", "docs/architecture.md");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)(?:[.#][A-Za-z]+)?(?:\\([^`]*\\))?`");

    /// Of Java, or suffixes the style page refuses.
    private static final Set<String> NOT_OURS = Set.of(
            "ServerException",
            "Duration",
            "Optional",
            "Random",
            "Instant",
            "Manager",
            "Helper",
            "Util",
            "Impl",
            "Info",
            "Data",
            "Processor");

    @Test
    void everyClassTheyNameIsOne() throws IOException {
        Set<String> classes = Checkout.sources().keySet().stream()
                .map(path -> path.substring(path.lastIndexOf('/') + 1).replace(".java", ""))
                .collect(Collectors.toSet());
        for (String page : PAGES) {
            assertThat(CLASS.matcher(Checkout.text(page))
                            .results()
                            .map(found -> found.group(1))
                            .filter(name -> !NOT_OURS.contains(name)))
                    .as(page)
                    .isNotEmpty()
                    .isSubsetOf(classes);
        }
    }
}
