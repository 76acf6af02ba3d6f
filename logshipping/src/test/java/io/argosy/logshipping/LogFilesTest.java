package io.argosy.logshipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as the engine writes and rotates them.
final class LogFilesTest {
    @TempDir
    private Path folder;

    private Path newest;
    private int second;

    @BeforeEach
    void name() {
        newest = folder.resolve("c0ffee-json.log");
    }

    private String line(String text) {
        second++;
        return "{\"log\":\"" + text
                + "\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-27T06:%02d:%02d.5Z\"}\n"
                        .formatted(second / 60, second % 60);
    }

    private void write(String... texts) throws IOException {
        for (String text : texts) {
            append(line(text));
        }
    }

    private void append(String raw) throws IOException {
        Files.writeString(newest, raw, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// The oldest of three goes.
    private void rotate() throws IOException {
        for (int i = 2; i > 0; i--) {
            Path from = i == 1 ? newest : folder.resolve("c0ffee-json.log." + (i - 1));
            if (Files.exists(from)) {
                Files.move(from, folder.resolve("c0ffee-json.log." + i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<String> read(LogFiles files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Optional<LogRecord> next = files.next(); next.isPresent(); next = files.next()) {
            texts.add(next.get().text().strip());
        }
        return texts;
    }

    @Test
    void linesAreReadAsTheyComeAndOnlyOnceTheyAreWhole() throws IOException {
        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            assertThat(read(files)).isEmpty();
            write("a", "b");
            assertThat(read(files)).containsExactly("a", "b");
            assertThat(files.grown()).isFalse();
            String whole = line("c");
            append(whole.substring(0, 20));
            assertThat(files.grown()).isTrue();
            assertThat(read(files)).isEmpty();
            append(whole.substring(20));
            assertThat(read(files)).containsExactly("c");
        }
    }

    @Test
    void readingGoesOnThroughFilesThatAreRotated() throws IOException {
        write("a", "b");
        rotate();
        write("c");
        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            assertThat(read(files)).containsExactly("a", "b", "c");
            write("d");
            rotate();
            write("e");
            assertThat(files.grown()).isTrue();
            assertThat(read(files)).containsExactly("d", "e");
        }
    }

    @Test
    void aFileThatIsOpenIsReadToItsEndThoughItIsDeleted() throws IOException {
        write("a");
        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            assertThat(files.next()).isPresent();
            write("b");
            for (String text : List.of("c", "d", "e")) {
                rotate();
                write(text);
            }
            assertThat(read(files)).containsExactly("b", "c", "d", "e");
        }
    }

    @Test
    void theNextLifeGoesOnWhereThisOneWasHoweverOftenTheFileWasRenamed() throws IOException {
        write("a", "b");
        Position left;
        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            assertThat(files.next()).isPresent();
            left = files.position();
        }
        rotate();
        write("c");
        rotate();
        write("d");

        try (var files = new LogFiles(newest, Position.read(left.text(false)).orElseThrow())) {
            assertThat(read(files)).containsExactly("b", "c", "d");
        }
    }

    @Test
    void aPlaceThatIsGoneIsFollowedByTheOldestThereIs() throws IOException {
        write("a", "b");
        Position left;
        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            read(files);
            left = files.position();
        }
        for (String text : List.of("c", "d", "e", "f")) {
            rotate();
            write(text);
        }

        try (var files = new LogFiles(newest, left)) {
            assertThat(read(files)).containsExactly("d", "e", "f");
        }
    }

    /// Inodes are given again; the time of the last line tells.
    @Test
    void anotherFileInItsPlaceIsNotTakenForIt() throws IOException {
        write("a", "b");
        Position left;
        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            read(files);
            left = files.position();
        }
        Files.writeString(newest, "");
        write("c", "d", "e");

        try (var files = new LogFiles(newest, left)) {
            assertThat(read(files)).containsExactly("c", "d", "e");
        }
    }

    @Test
    void whatIsNoRecordIsPassedOverAndTheOneBehindItIsNot() throws IOException {
        write("a");
        append("\u0000\u0000garbage\n");
        append("{\"log\":\"torn o" + line("b"));
        write("c");

        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            assertThat(read(files)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void escapesAndLongRecordsAreRead() throws IOException {
        String part = "x".repeat(100_000);
        append("{\"log\":\"" + part + "\",\"stream\":\"stderr\",\"time\":\"2026-11-27T06:00:01Z\"}\n");
        append("{\"log\":\"\\u003ctag\\u003e \\\"q\\\" \\\\ \\t\\u00fc ü \\ud83d\\ude00\\r\\n\",\"stream\":\"stdout\","
                + "\"attrs\":{\"time\":\"x\"},\"time\":\"2026-11-27T06:00:01.123456789Z\"}\n");

        try (var files = new LogFiles(newest, Position.BEGINNING)) {
            LogRecord first = files.next().orElseThrow();
            LogRecord second = files.next().orElseThrow();

            assertThat(first.text()).isEqualTo(part);
            assertThat(first.error()).isTrue();
            assertThat(first.ends()).isFalse();
            assertThat(second.text()).isEqualTo("<tag> \"q\" \\ \tü ü \ud83d\ude00\r\n");
            assertThat(second.error()).isFalse();
            assertThat(second.nanos() % 1_000_000_000).isEqualTo(123_456_789);
        }
    }
}
