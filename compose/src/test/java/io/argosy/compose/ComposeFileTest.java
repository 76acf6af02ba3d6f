package io.argosy.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What typical files come to, and what is said of those that cannot be. After a change on purpose, rerun with
/// -Dgolden.write=true and read the diff.
final class ComposeFileTest {
    private static final Path FILES = Path.of("src/test/resources/files");
    private static final Map<String, String> OUTSIDE =
            Map.of("FROM_OUTSIDE", "here", "WHO", "you", "MORE", "", "LICENCE", "abc-123");

    @TempDir
    private Path folder;

    private static Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.list(FILES)) {
            return all.map(one -> one.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static Converted read(Path file) throws IOException {
        return ComposeFile.read(file, OUTSIDE, "local-1");
    }

    /// Everything that came of a file, without this machine's folders.
    private static String outcome(Path file) throws IOException {
        String here = file.toAbsolutePath().normalize().getParent() + "";
        try {
            Converted converted = read(file);
            String rest = Stream.of(
                            converted.notes().stream().map(note -> "note " + note),
                            converted.secrets().stream()
                                    .map(secret -> "secret " + secret.parameter()
                                            + secret.value()
                                                    .map(value -> " of " + value.length())
                                                    .orElse("")),
                            converted.units().stream()
                                    .flatMap(unit -> unit.builds().stream())
                                    .map(build -> "build " + build))
                    .flatMap(lines -> lines)
                    .collect(Collectors.joining("\n"));
            return (JsonText.pretty(converted.document()) + "\n" + rest).strip().replace(here, "HERE") + "\n";
        } catch (ComposeRefused refused) {
            return (refused.getMessage() + "\n").replace(here, "HERE").replace(FILES.toString(), "FILES");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileComesToWhatItSays(String name) throws IOException {
        Path golden = FILES.resolve(name).resolve("expected.txt");
        String outcome = outcome(FILES.resolve(name).resolve("compose.yaml"));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, outcome);
        }

        assertThat(golden)
                .as("rerun with -Dgolden.write=true and read the diff")
                .hasContent(outcome);
    }

    private Converted given(String text) throws IOException {
        Path file = folder.resolve("compose.yaml");
        Files.writeString(file, text);
        return read(file);
    }

    @Test
    void whatIsNoYamlSaysWhere() {
        assertThatThrownBy(() -> given("services:\n  web: [\n"))
                .isInstanceOf(ComposeRefused.class)
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> given("services:\n  a: {image: x}\n  a: {image: y}\n"))
                .hasMessageContaining("duplicate key a");
        assertThatThrownBy(() -> given("- a list\n")).hasMessageContaining("has no services");
        assertThatThrownBy(() -> given("")).hasMessageContaining("has no services");
    }

    @Test
    void aTaskHasTenContainersAtMost() throws IOException {
        var text = new StringBuilder("services:\n  leader:\n    image: a\n    depends_on:\n");
        for (int i = 1; i <= 9; i++) {
            text.append("      - s").append(i).append('\n');
        }
        var services = new StringBuilder();
        for (int i = 1; i <= 10; i++) {
            services.append("  s").append(i).append(": {image: a}\n");
        }

        assertThat(given(text + services.toString()).units()).hasSize(2);
        assertThatThrownBy(() -> given(text + "      - s10\n" + services))
                .hasMessageContaining("10 containers at most");
    }

    @Test
    void aliasesThatMultiplyAreRefused() {
        var text = new StringBuilder("x-a: &a [1,1,1,1,1,1,1,1,1]\n");
        for (char next = 'b'; next < 'k'; next++) {
            String before = "*" + (char) (next - 1);
            text.append("x-%c: &%c [%s]\n".formatted(next, next, String.join(",", Collections.nCopies(9, before))));
        }

        assertThatThrownBy(() -> given(text + "services: {a: {image: a}}\n")).isInstanceOf(ComposeRefused.class);
    }

    @Test
    void aSecretsValueIsNotShown() {
        assertThat(new Converted.SecretValue("/a/b", Optional.of("topmost")).toString())
                .isEqualTo("/a/b=***");
    }
}
