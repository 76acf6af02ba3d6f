package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The track record and the tables of attacks name tests that exist.
final class ReliabilityTest {
    private static final Path PAGES = Path.of("..", "docs");
    /// A class with or without a method, or one more method of the class named last.
    private static final Pattern NAMED = Pattern.compile("\\b([A-Z]\\w+Test)(?:#(\\w+))?|#([a-z]\\w+)");

    @ParameterizedTest
    @ValueSource(strings = {"reliability.md", "security.md"})
    void everyTestItNamesExists(String page) throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(PAGES.resolve(page)));
        String source = "";
        while (named.find()) {
            source = named.group(1) == null ? source : sources.getOrDefault(named.group(1), "");
            String method = named.group(2) == null ? named.group(3) : named.group(2);
            boolean found = method == null ? !source.isEmpty() : source.contains("void " + method + "(");
            if (!found) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> rooms = Files.list(Path.of(".."))) {
            for (Path room : rooms.map(folder -> folder.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(room)) {
                    for (Path file : files.filter(one -> one.toString().endsWith("Test.java"))
                            .toList()) {
                        String name = file.getFileName().toString();
                        sources.merge(name.replace(".java", ""), Files.readString(file), String::concat);
                    }
                }
            }
        }
        return sources;
    }
}
