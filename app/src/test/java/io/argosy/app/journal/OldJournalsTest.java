package io.argosy.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Journals as earlier versions wrote them, each a folder with the file and what is in it. To keep one of this version:
/// run with `-Djournal.write=NAME`.
final class OldJournalsTest {
    private static final Path JOURNALS = Path.of("src/test/resources/journals");

    @TempDir
    private Path folder;

    static List<String> journals() throws IOException, SQLException {
        String wanted = System.getProperty("journal.write", "");
        if (!wanted.isEmpty()) {
            Path made = Files.createDirectories(JOURNALS.resolve(wanted));
            SampleJournal.write(made.resolve("journal.db"));
            Files.writeString(made.resolve("contents.txt"), contents(made.resolve("journal.db")));
        }
        try (Stream<Path> folders = Files.list(JOURNALS)) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("journals")
    void isReadWhole(String name) throws Exception {
        Path old = JOURNALS.resolve(name);
        Path copy = Files.copy(old.resolve("journal.db"), folder.resolve("journal.db"));

        Loaded loaded;
        try (Stores stores = Stores.open(copy, SampleJournal.KINDS, InstantSource.fixed(SampleJournal.NOW))) {
            loaded = Loaded.of(stores, SampleJournal.KINDS);
        }

        String contents = Files.readString(old.resolve("contents.txt"));
        assertThat(contents(copy)).isEqualTo(contents);
        assertThat(loaded.keys())
                .containsExactlyInAnyOrderElementsOf(contents.lines().toList());
    }

    /// A line an entity: its store, kind and key.
    private static String contents(Path journal) throws SQLException {
        var lines = new StringBuilder();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT store, kind, name FROM entity ORDER BY store, kind, name")) {
            while (rows.next()) {
                lines.append(String.join(" ", rows.getString(1), rows.getString(2), rows.getString(3)))
                        .append('\n');
            }
        }
        return lines.toString();
    }
}
