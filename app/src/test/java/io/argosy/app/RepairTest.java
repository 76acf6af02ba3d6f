package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.server.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal with rows that nobody can read any more, and the program in a process of its own.
final class RepairTest {
    private static final String STORE = "123456789012/local-1/default";

    @TempDir
    private Path folder;

    @BeforeEach
    void damage() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Path old = Path.of("src/test/resources/journals/0.1-before-ribs/journal.db");
        Files.copy(old, folder.resolve("data/journal.db"));
        change("UPDATE entity SET body = json_remove(body, '$.state') WHERE kind = 'Task' AND name LIKE '222%'");
        change("UPDATE entity SET kind = 'Daemon' WHERE kind = 'JoinToken' AND name = 'jt-2'");
    }

    @Test
    void theStartIsRefusedAndEveryRowNamed() throws Exception {
        Process server = started();

        assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(server.exitValue()).isEqualTo(1);
        String told = Files.readString(folder.resolve("err"));
        assertThat(told)
                .contains("data/journal.db holds 2 rows that this version cannot read")
                .contains("Task " + "2".repeat(32) + " of " + STORE + ": Task.state is missing")
                .contains("Daemon jt-2 of " + STORE + ": its kind is not known")
                .contains("argosy server --repair")
                .doesNotContain("Exception");
        assertThat(rows("SELECT name FROM aside")).isEmpty();
        assertThat(rows("SELECT name FROM entity WHERE kind = 'Task' AND name LIKE '222%'"))
                .hasSize(1);
    }

    @Test
    void repairSetsThemAsideAndGoesOn() throws Exception {
        Process server = started("--repair");
        try {
            awaitReady(server);
        } finally {
            server.destroy();
            assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(Files.readString(folder.resolve("out")))
                .contains("set aside: Task " + "2".repeat(32) + " of " + STORE + ": Task.state is missing")
                .contains("set aside: Daemon jt-2 of " + STORE)
                .contains("2 set aside, kept in the table `aside` of the journal");
        assertThat(rows("SELECT kind || ' ' || name FROM aside ORDER BY id"))
                .containsExactly("Task " + "2".repeat(32), "Daemon jt-2");
        assertThat(rows("SELECT name FROM entity WHERE kind = 'Task'"))
                .contains("1".repeat(32), "3".repeat(32))
                .doesNotContain("2".repeat(32));
    }

    private Process started(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "server",
                "--data-dir",
                folder.resolve("data").toString(),
                "--listen",
                "127.0.0.1:0"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private void awaitReady(Process server) throws IOException, InterruptedException {
        var clock = Environment.real().clock();
        var end = clock.instant().plusSeconds(60);
        while (!Files.readString(folder.resolve("out")).contains("argosy server ready")) {
            assertThat(server.isAlive())
                    .as(() -> "the server lives: " + folder.resolve("err"))
                    .isTrue();
            assertThat(clock.instant()).isBefore(end);
            Thread.sleep(50);
        }
    }

    private void change(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/journal.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/journal.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
