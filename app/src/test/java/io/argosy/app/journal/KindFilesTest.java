package io.argosy.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Kind;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.RecordCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every version of every kind is kept: the members its record had, rows as it wrote them, and a journal with some.
/// A version that is written down is never written again, so a record whose members change fails here until its kind
/// has one more migration: CONTRIBUTING.md, "Adding a kind of entity, or changing one".
final class KindFilesTest {
    private static final Path KINDS = Path.of("src/test/resources/golden/kinds");
    private static final Path JOURNALS = Path.of("src/test/resources/journals");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException, SQLException {
        SampleJournal.write(folder.resolve("now.db"));
    }

    static Stream<Kind<?>> kinds() {
        return SampleJournal.KINDS.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void membersAreThoseOfTheVersion(Kind<?> kind) throws IOException {
        kept(kind, "txt", Layout.of(kind.type()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void rowsAreWrittenAsTheVersionWritesThem(Kind<?> kind) throws IOException, SQLException {
        List<String> bodies = rows(
                folder.resolve("now.db"),
                "SELECT body FROM entity WHERE kind = '" + kind + "' AND version = " + kind.version()
                        + " ORDER BY store, name");

        assertThat(bodies)
                .as("SampleJournal has no example of %s: add one in every case of it", kind)
                .isNotEmpty();
        kept(kind, "json", String.join("\n", bodies) + "\n");
    }

    /// Migrations and messages go by trees, loading and writing by text: they are one format.
    @ParameterizedTest
    @MethodSource("kinds")
    void textAndTreeAreTheSame(Kind<?> kind) throws Exception {
        List<String> bodies = rows(folder.resolve("now.db"), "SELECT body FROM entity WHERE kind = '" + kind + "'");

        for (String body : bodies) {
            var entity = RecordCodec.read(body, kind.type());
            assertThat(entity).isEqualTo(RecordCodec.read(JsonTree.object(body), kind.type()));
            assertThat(RecordCodec.text((Record) entity)).isEqualTo(body);
            assertThat(JsonTree.write(RecordCodec.tree((Record) entity))).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aJournalOfEveryVersionIsKept(Kind<?> kind) throws IOException, SQLException {
        Set<Integer> versions = new HashSet<>();
        try (Stream<Path> journals = Files.list(JOURNALS)) {
            for (Path journal : journals.toList()) {
                versions.addAll(versions(journal.resolve("journal.db"), kind));
            }
        }

        for (int version = 0; version <= kind.version(); version++) {
            assertThat(versions)
                    .as(
                            "journals with a %s of version %d: once SampleJournal has an example of it, run"
                                    + " OldJournalsTest with -Djournal.write=NAME, then KindFilesTest with"
                                    + " -Dgolden.write=true",
                            kind, version)
                    .contains(version);
        }
    }

    @Test
    void aMemberMoreIsAnotherLayoutAndAnotherNameIsNot() {
        record One(String name) {}
        record Renamed(String name) {}
        record More(String name, int more) {}

        assertThat(Layout.of(Renamed.class)).isEqualTo(Layout.of(One.class));
        assertThat(Layout.of(More.class)).isEqualTo(Layout.of(One.class) + "more: int\n");
    }

    private static void kept(Kind<?> kind, String extension, String now) throws IOException {
        Path file = KINDS.resolve(kind + "." + kind.version() + "." + extension);
        if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
            Files.createDirectories(KINDS);
            Files.writeString(file, now);
        }
        assertThat(file)
                .as(
                        "%s of version %d: once SampleJournal has an example of it, run OldJournalsTest with"
                                + " -Djournal.write=NAME, then this test with -Dgolden.write=true",
                        kind, kind.version())
                .exists();
        assertThat(now)
                .as(
                        "%1$s of version %2$d, which is written down; a change needs a version of its own. While the"
                                + " version is not merged, delete %1$s.%2$d.* and the new journal's folder, run"
                                + " OldJournalsTest with -Djournal.write=NAME, then this test with -Dgolden.write=true",
                        kind, kind.version())
                .isEqualTo(Files.readString(file));
    }

    /// What was written before rows had versions is of version 0.
    private static Set<Integer> versions(Path journal, Kind<?> kind) throws SQLException {
        boolean versioned =
                rows(journal, "SELECT name FROM pragma_table_info('entity')").contains("version");
        return new HashSet<>(rows(
                        journal,
                        "SELECT DISTINCT " + (versioned ? "version" : "0") + " FROM entity WHERE kind = '" + kind + "'")
                .stream()
                .map(Integer::valueOf)
                .toList());
    }

    private static List<String> rows(Path journal, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
