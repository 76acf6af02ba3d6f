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
import org.junit.jupiter.api.Test;

/// The track record names tests that exist.
final class ReliabilityTest {
    private static final Path PAGE = Path.of("..", "docs", "reliability.md");
    private static final Pattern NAMED = Pattern.compile("\\b([A-Z]\\w+Test)(?:#(\\w+))?");

    @Test
    void everyTestItNamesExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(PAGE));
        while (named.find()) {
            String source = sources.getOrDefault(named.group(1), "");
            boolean found =
                    named.group(2) == null ? !source.isEmpty() : source.contains("void " + named.group(2) + "(");
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
