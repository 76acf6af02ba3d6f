package io.argosy.schedules.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each row of the table is an expression, a zone, a moment and the next five firings after it. They are what a walk
/// minute by minute finds (`MinuteWalk`), and what the expression says.
final class ExpressionTableTest {
    private static final Path TABLE = Path.of("src/test/resources/golden/expressions.csv");
    private static final int FIRINGS = 5;
    private static final int ROWS = 300;

    private record Row(String text, ZoneId zone, Instant from, String firings) {
        static Row of(String line) {
            String[] cells = line.split(";", -1);
            return new Row(cells[0], ZoneId.of(cells[1]), Instant.parse(cells[2]), cells.length > 3 ? cells[3] : "");
        }

        Row with(List<Instant> found) {
            return new Row(
                    text,
                    zone,
                    from,
                    found.isEmpty()
                            ? "never"
                            : String.join(
                                    " ", found.stream().map(Instant::toString).toList()));
        }

        String line() {
            return String.join(";", text, zone.getId(), from.toString(), firings);
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().map(Row::of).toList();
    }

    @Test
    void theTableIsWhatAWalkMinuteByMinuteFinds() throws IOException {
        List<Row> walked = rows().stream()
                .map(row -> row.with(MinuteWalk.of(row.text(), row.zone()).after(row.from(), FIRINGS)))
                .toList();

        if (Boolean.getBoolean("golden.write")) {
            Files.write(TABLE, walked.stream().map(Row::line).toList());
        }

        assertThat(walked).hasSizeGreaterThanOrEqualTo(ROWS).isEqualTo(rows());
    }

    @Test
    void anExpressionFindsWhatTheTableSays() throws IOException {
        List<Row> found = new ArrayList<>();
        for (Row row : rows()) {
            found.add(row.with(firings(row)));
        }

        assertThat(found).isEqualTo(rows());
    }

    private static List<Instant> firings(Row row) {
        Expression expression = read(row.text());
        List<Instant> found = new ArrayList<>();
        Optional<Instant> next = expression.after(row.from(), row.zone(), row.from());
        while (next.isPresent() && found.size() < FIRINGS) {
            found.add(next.get());
            next = expression.after(next.get(), row.zone(), row.from());
        }
        return found;
    }

    private static Expression read(String text) {
        try {
            return ExpressionReader.read(text, Dialect.SCHEDULER);
        } catch (MalformedExpression malformed) {
            throw new AssertionError(text, malformed);
        }
    }
}
