package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal takes the steps of the schema that it has not been through, and no other.
final class JournalSchemaTest {
    private static final String NEGATIVE = "{\"needs\":{\"cpu\":-2,\"memoryMib\":8}}";
    private static final String MENDED = "{\"needs\":{\"cpu\":0,\"memoryMib\":8}}";

    @TempDir
    private Path folder;

    @Test
    void aNewOneHasBeenThroughAll() throws Exception {
        SqliteJournal.open(file()).close();

        assertThat(ask("PRAGMA user_version")).isEqualTo("4");
    }

    /// As the first versions left it, whose steps another tool counted.
    @Test
    void oneOfTheFirstVersionsTakesTheStepItLacks() throws Exception {
        ofTheFirstVersions("1");

        assertThat(loaded()).containsExactly(MENDED);
        assertThat(ask("PRAGMA user_version")).isEqualTo("4");
    }

    @Test
    void oneThatLacksNoneIsLeftAsItIs() throws Exception {
        ofTheFirstVersions("1", "1.1");

        assertThat(loaded()).containsExactly(NEGATIVE);
        assertThat(loaded()).containsExactly(NEGATIVE);
    }

    /// What is lacking is done whole or not at all, so that the next start can try again.
    @Test
    void aStepThatFailsLeavesNothingHalfDone() throws Exception {
        execute("CREATE TABLE history (id INTEGER PRIMARY KEY)");

        assertThatThrownBy(() -> SqliteJournal.open(file())).isInstanceOf(IOException.class);

        assertThat(ask("SELECT count(*) FROM sqlite_master WHERE name = 'entity'"))
                .isEqualTo("0");
        assertThat(ask("PRAGMA user_version")).isEqualTo("0");
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    private List<String> loaded() throws IOException {
        List<String> bodies = new ArrayList<>();
        try (SqliteJournal journal = SqliteJournal.open(file())) {
            journal.load(row -> bodies.add(row.body().orElseThrow()));
        }
        return bodies;
    }

    private void ofTheFirstVersions(String... steps) throws IOException, SQLException {
        execute(Files.readString(Path.of("src/main/resources/db/migration/V1__journal.sql")));
        execute("CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY, version TEXT, success BOOLEAN)");
        for (String step : steps) {
            execute("INSERT INTO flyway_schema_history VALUES (" + step.length() + ", '" + step + "', 1)");
        }
        execute("INSERT INTO entity (id, store, kind, name, body) VALUES (1, 's', 'Task', 'n', '" + NEGATIVE + "')");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private String ask(String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.getString(1);
        }
    }
}
