package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The history is forgotten by age, in slices, to the row.
final class JournalHistoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Row ROW = Row.live(1, "a/b", "Kind", 0, "1", "{}");
    private static final int ROWS = 2_500;

    @TempDir
    private Path folder;

    @Test
    void whatIsOlderGoesAndTheRestStays() throws Exception {
        try (SqliteJournal journal = SqliteJournal.open(folder.resolve("journal.db"))) {
            journal.load(_ -> {});
            written(journal);

            journal.prune(START.minusSeconds(1));
            assertThat(left()).isEqualTo(ROWS);
            journal.prune(START.plusSeconds(2_000));
            assertThat(left()).isEqualTo(ROWS - 2_000);
            journal.prune(START.plusSeconds(2_001));
            assertThat(left()).isEqualTo(ROWS - 2_001);
            journal.prune(START.plusSeconds(ROWS));
            assertThat(left()).as("the numbers of commits go on from the last").isEqualTo(1);
            journal.prune(START.plusSeconds(ROWS));

            assertThat(journal.commit(List.of(ROW), START)).isEqualTo(ROWS + 1);
            assertThat(left()).isEqualTo(2);
        }
    }

    private static void written(SqliteJournal journal) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            journal.commit(List.of(ROW), START.plusSeconds(i));
        }
    }

    private int left() throws SQLException {
        List<Integer> counts = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM history")) {
            counts.add(rows.getInt(1));
        }
        return counts.getFirst();
    }
}
