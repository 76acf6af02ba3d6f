package io.argosy.app.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
            keep(JOURNALS.resolve(wanted));
        }
        try (Stream<Path> folders = Files.list(JOURNALS)) {
            return folders.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void keep(Path journal) throws IOException, SQLException {
        if (Files.exists(journal)) {
            throw new IllegalArgumentException("there is a journal " + journal.getFileName()
                    + " already: another name, or, if it was never merged, delete its folder first");
        }
        Path file = Files.createDirectories(journal).resolve("journal.db");
        SampleJournal.write(file);
        Files.writeString(journal.resolve("contents.txt"), contents(file));
    }

    @Test
    void aJournalThatIsKeptIsNotWrittenAgain() throws Exception {
        Path journal = folder.resolve("0.1-mine");
        keep(journal);
        byte[] kept = Files.readAllBytes(journal.resolve("journal.db"));

        assertThatThrownBy(() -> keep(journal)).hasMessageStartingWith("there is a journal 0.1-mine already");

        assertThat(journal.resolve("journal.db")).hasBinaryContent(kept);
    }

    /// What was one row and is several by now is said in `apart.txt`: those are in the file once it was opened, and
    /// are made once.
    @ParameterizedTest
    @MethodSource("journals")
    void isReadWhole(String name) throws Exception {
        Path old = JOURNALS.resolve(name);
        Path copy = Files.copy(old.resolve("journal.db"), folder.resolve("journal.db"));
        String contents = Files.readString(old.resolve("contents.txt"));
        List<String> expected = Stream.concat(contents.lines(), apart(old)).toList();

        assertThat(contents(copy)).isEqualTo(contents);
        for (int opened = 0; opened < 2; opened++) {
            Loaded loaded;
            try (Stores stores = Stores.open(copy, SampleJournal.KINDS, InstantSource.fixed(SampleJournal.NOW))) {
                loaded = Loaded.of(stores, SampleJournal.KINDS);
            }
            assertThat(loaded.keys()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(contents(copy).lines()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void whatWasSaidOfAServiceIsStillSaidInItsOrder() throws Exception {
        Path copy = Files.copy(JOURNALS.resolve("0.1-before-ribs/journal.db"), folder.resolve("journal.db"));

        try (Stores stores = Stores.open(copy, SampleJournal.KINDS, InstantSource.fixed(SampleJournal.NOW))) {
            var state =
                    stores.cluster(SampleJournal.REALM, SampleJournal.CLUSTER).read();
            assertThat(state.eventsOf(new ServiceName("web")))
                    .extracting(ServiceEvent::id, ServiceEvent::message)
                    .containsExactly(
                            tuple("e2", "(service web) has reached a steady state."),
                            tuple("e1", "(service web) has started 1 tasks: (task 1)."));
        }
    }

    private static Stream<String> apart(Path old) throws IOException {
        Path apart = old.resolve("apart.txt");
        return Files.exists(apart) ? Files.readString(apart).lines() : Stream.of();
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
