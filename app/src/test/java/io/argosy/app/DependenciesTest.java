package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What ships is a list that somebody has read: a jar that a new version of a dependency brings along is not on it. The
/// build writes what it would copy to `app/target/lib` into a file. After a change on purpose, rerun with
/// -Dgolden.write=true and read the diff.
final class DependenciesTest {
    private static final Pattern JAR =
            Pattern.compile("(?m)^\\s+([\\w.-]+:[\\w.-]+):jar:([\\w.-]+):(?:compile|runtime)");
    private static final String HEAD = """
            # Every jar of others that ships with the program: where it is from, and its version. A test compares this
            # list with the build. Why each library was chosen: docs/decisions/0002-dependencies-of-the-first-version.md
            """;

    @Test
    void theListIsWhatShips() throws IOException {
        List<String> jars = JAR.matcher(Checkout.text("app/target/ships.txt"))
                .results()
                .map((MatchResult jar) -> jar.group(1) + ":" + jar.group(2))
                .sorted()
                .toList();
        String list = HEAD + String.join("\n", jars) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(Checkout.ROOT.resolve("docs/dependencies.txt"), list);
        }

        assertThat(jars).hasSizeGreaterThan(20);
        assertThat(Checkout.text("docs/dependencies.txt"))
                .as("rerun with -Dgolden.write=true and read the diff")
                .isEqualTo(list);
    }

    /// A library that no class of a room imports is declared there by mistake.
    @Test
    void noRoomDeclaresWhatItDoesNotImport() throws IOException {
        for (String room : DoorsTest.DOORS.keySet()) {
            assertThat(Checkout.text(room + "/pom.xml")).as(room).satisfies(pom -> {
                if (pom.contains("<artifactId>jackson-core</artifactId>")) {
                    assertThat(imports(room)).contains("com.fasterxml.jackson");
                }
                assertThat(pom.contains("jetty-")).isEqualTo(imports(room).contains("org.eclipse.jetty"));
            });
        }
    }

    private static String imports(String room) throws IOException {
        var imports = new StringBuilder();
        for (var source : Checkout.sources().entrySet()) {
            if (source.getKey().startsWith(room + "/src/main/")) {
                source.getValue()
                        .lines()
                        .filter(line -> line.startsWith("import "))
                        .forEach(line -> imports.append(line).append('\n'));
            }
        }
        return imports.toString();
    }
}
