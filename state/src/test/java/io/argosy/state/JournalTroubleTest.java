package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal that cannot be opened says which of several things is wrong with it.
final class JournalTroubleTest {
    @TempDir
    private Path folder;

    private Path journal() throws IOException {
        Path file = folder.resolve("journal.db");
        try (var journal = SqliteJournal.open(file)) {
            journal.commit(List.of(Row.live(1, "store", "kind", 0, "name", "{}")), Instant.EPOCH);
        }
        return file;
    }

    @Test
    void aNewerOneIsNotTouched() throws Exception {
        Path file = journal();
        execute(file, "PRAGMA user_version = 9");

        assertThatThrownBy(() -> SqliteJournal.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was written by a newer Argosy (its schema is 9)");
    }

    @Test
    void aDamagedOneIsCalledDamaged() throws Exception {
        Path file = journal();
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.write(new byte[4096]);
        }

        assertThatThrownBy(() -> SqliteJournal.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining(".recover");
    }

    @Test
    void aFileThatIsNoJournalIsCalledDamaged() throws IOException {
        Path file = Files.writeString(
                folder.resolve("text.db"), "not a database, but long enough to be read as one. ".repeat(9));

        assertThatThrownBy(() -> SqliteJournal.open(file)).hasMessageContaining("is damaged");
    }

    @Test
    void aPathThatCannotBeWrittenIsCalledSo() throws IOException {
        Path file = Files.createDirectory(folder.resolve("journal.db"));

        assertThatThrownBy(() -> SqliteJournal.open(file)).hasMessageContaining("cannot be opened for writing");
    }

    /// The real refusal, without the seconds that opening waits for the other process.
    @Test
    void oneThatAnotherProcessHoldsIsCalledLocked() throws Exception {
        Path file = journal();
        try (Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file);
                Connection second = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=0");
                var hold = holder.createStatement();
                var attempt = second.createStatement()) {
            hold.execute("BEGIN EXCLUSIVE");
            SQLException busy = catchThrowableOfType(
                    SQLException.class, () -> attempt.executeUpdate("DELETE FROM entity WHERE id = 0"));

            assertThat(JournalTrouble.words(file, busy)).contains("is locked by another process");
        }
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
