package io.argosy.views.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MergedLinesTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    /// Lines of one container, `second:text` each; it counts how many were taken.
    private static final class Written implements LineSource {
        private final LoggedContainer container;
        private final Deque<String> lines;
        private int taken;

        Written(String name, String... lines) {
            this.container = new LoggedContainer(
                    "web",
                    "arn:aws:ecs:x:1:task/c/abcdef0123",
                    name,
                    Optional.empty(),
                    "",
                    new LoggedContainer.Place.Engine());
            this.lines = new ArrayDeque<>(List.of(lines));
        }

        @Override
        public Optional<LogLine> next() {
            taken++;
            return Optional.ofNullable(lines.poll()).map(line -> {
                String[] parts = line.split(":");
                return new LogLine(NOON.plusSeconds(Long.parseLong(parts[0])), container, parts[1]);
            });
        }

        @Override
        public void close() {}
    }

    @Test
    void linesComeInTheOrderOfTheirTimesAndOneAtATime() throws IOException {
        var app = new Written("app", "1:a", "3:c", "5:e");
        var sidecar = new Written("sidecar", "2:b", "3:d");
        var merged = new MergedLines(List.of(app, sidecar));
        List<String> texts = new ArrayList<>();

        texts.add(merged.next().orElseThrow().text());
        assertThat(app.taken + sidecar.taken).isEqualTo(3);
        for (Optional<LogLine> line = merged.next(); line.isPresent(); line = merged.next()) {
            texts.add(line.get().text());
        }

        assertThat(texts).containsExactly("a", "b", "c", "d", "e");
        assertThat(app.container.label()).isEqualTo("web/abcdef app");
    }

    @Test
    void whereALogIsDependsOnItsDriver() {
        Map<String, String> options = Map.of("awslogs-group", "g", "awslogs-region", "r");

        assertThat(LoggedContainer.place("awslogs", options, "s"))
                .isEqualTo(new LoggedContainer.Place.Stored("r", "g", "s"));
        assertThat(LoggedContainer.place("", Map.of(), "")).isEqualTo(new LoggedContainer.Place.Engine());
        assertThat(LoggedContainer.place("local", Map.of(), "")).isEqualTo(new LoggedContainer.Place.Engine());
        assertThat(LoggedContainer.place("splunk", Map.of(), ""))
                .isEqualTo(new LoggedContainer.Place.Elsewhere("splunk"));
    }
}
