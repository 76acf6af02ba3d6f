package io.argosy.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.DoorsTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The manual and the program's own words name settings that exist, and no others.
final class ManualTest {
    private static final Path MANUAL = Path.of("..", "docs", "operating.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*`) \\| [^|]* \\| [^|]* \\|$");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```toml\n(.*?)```");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @TempDir
    private Path folder;

    @Test
    void everyRowOfTheManualIsASetting() throws IOException {
        assertThat(results(ROW, Files.readString(MANUAL))
                        .flatMap(row -> results(QUOTED, row.group(1)))
                        .map(quoted -> quoted.group(1))
                        .filter(quoted -> !quoted.startsWith("--")))
                .isNotEmpty()
                .isSubsetOf(ConfigurationReader.keys());
    }

    @Test
    void theManualsExamplesAreRead() throws IOException, ConfigurationRefused {
        var reader = new ConfigurationReader(Map.of(), folder);
        for (MatchResult example : results(EXAMPLE, Files.readString(MANUAL)).toList()) {
            Path file = Files.writeString(folder.resolve("argosy.toml"), example.group(1));

            assertThat(reader.read(Optional.of(file), Map.of())).isNotNull();
        }
    }

    /// A text that names a key of one of our sections names one that exists.
    @Test
    void everySettingThatAMessageNamesExists() throws IOException {
        Set<String> keys = ConfigurationReader.keys();
        String sections = keys.stream()
                .filter(key -> key.contains("."))
                .map(key -> key.substring(0, key.indexOf('.')))
                .distinct()
                .collect(Collectors.joining("|"));
        Pattern key = Pattern.compile("(?<![\\w./-])(?:" + sections + ")\\.[a-z]+(?:-[a-z]+)*(?![\\w(/.-])");
        List<String> unknown = new ArrayList<>();
        for (Path file : sources()) {
            results(LITERAL, Files.readString(file))
                    .flatMap(literal -> results(key, literal.group(1)))
                    .map(MatchResult::group)
                    .filter(name -> !keys.contains(name))
                    .forEach(name -> unknown.add(file + ": " + name));
        }
        assertThat(unknown).isEmpty();
    }

    /// Where an event or a refusal leads to one of our pages, the page is there and has that heading.
    @Test
    void everyPageThatAMessageLeadsToHasItsHeading() throws IOException {
        Pattern link = Pattern.compile("(docs/[\\w-]+\\.md)#([\\w-]+)");
        List<String> links = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Path file : sources()) {
            for (MatchResult literal : results(LITERAL, Files.readString(file)).toList()) {
                for (MatchResult found : results(link, literal.group(1)).toList()) {
                    links.add(found.group());
                    if (!headings(Path.of("..", found.group(1))).contains(found.group(2))) {
                        broken.add(file + ": " + found.group());
                    }
                }
            }
        }
        assertThat(links).isNotEmpty();
        assertThat(broken).isEmpty();
    }

    /// As pages in Markdown are led to: small letters, hyphens for spaces, nothing else.
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .toList();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String room : DoorsTest.DOORS.keySet()) {
            try (Stream<Path> files = Files.walk(Path.of("..", room, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static Stream<MatchResult> results(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
