package io.argosy.logs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.shapes.logs.InputLogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store keeps, gives up and refuses.
final class StoreTest {
    private static final String GROUP = "0123456789abcdef0123456789abcdef";
    private static final StoreLimits LARGE = new StoreLimits(1L << 40, 1L << 40, 0, 0);
    private static final long NOW = 1_795_000_000_000L;

    @TempDir
    private Path folder;

    private LogStore open(StoreLimits limits) throws IOException {
        return LogStore.open(folder, limits, _ -> {});
    }

    private static StoredStream stream(LogStore store, String name) throws IOException {
        GroupLog group = store.group(GROUP);
        store.createStream(group, name, NOW);
        return group.stream(name).orElseThrow();
    }

    /// A call with one line of a thousand bytes.
    private static void put(LogStore store, StoredStream stream, int number) throws IOException {
        String message = number + " " + "x".repeat(1_000);
        store.put(
                store.group(GROUP),
                stream,
                NOW + number,
                List.of(InputLogEvent.builder()
                        .timestamp(NOW + number)
                        .message(message)
                        .build()));
    }

    private static List<StoredEvent> events(LogStore store, StreamChoice streams, boolean forward) throws IOException {
        var query = new Query(
                streams, 0, Long.MAX_VALUE, forward, Optional.empty(), EventFilter.EVERYTHING, Long.MAX_VALUE);
        List<StoredEvent> events = new ArrayList<>();
        try (EventWalk walk = store.walk(store.group(GROUP), query)) {
            while (walk.next() instanceof EventWalk.Step.Found(var event)) {
                events.add(event);
            }
        }
        return events;
    }

    private static List<Integer> numbers(LogStore store, String stream) throws IOException {
        return events(store, new StreamChoice.Beginning(stream), true).stream()
                .map(event -> Integer.parseInt(
                        event.message().substring(0, event.message().indexOf(' '))))
                .toList();
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    @Test
    void aStreamThatHoldsTooMuchLosesItsOldestAndNobodyElseDoes() throws IOException {
        List<Position> before;
        try (LogStore store = open(new StoreLimits(1L << 40, 256 << 10, 0, 0))) {
            StoredStream noisy = stream(store, "noisy");
            StoredStream quiet = stream(store, "quiet");
            for (int i = 0; i < 1_000; i++) {
                put(store, i % 10 == 0 ? quiet : noisy, i);
            }
            before = events(store, new StreamChoice.Beginning("quiet"), true).stream()
                    .map(StoredEvent::position)
                    .toList();

            store.shrink();

            assertThat(numbers(store, "noisy"))
                    .hasSizeBetween(150, 260)
                    .isSorted()
                    .endsWith(998, 999);
            assertThat(noisy.span().bytes()).isLessThanOrEqualTo(256 << 10);
        }
        files(".heads").forEach(list -> list.toFile().delete());
        try (LogStore store = open(LARGE)) {
            assertThat(numbers(store, "noisy")).hasSizeBetween(150, 260);
            assertThat(events(store, new StreamChoice.Beginning("quiet"), true))
                    .extracting(StoredEvent::position)
                    .isEqualTo(before)
                    .hasSize(100);
        }
    }

    @Test
    void beyondTheSizeOfAllTheOldestGo() throws IOException {
        try (LogStore store = open(new StoreLimits(1 << 20, 1L << 40, 0, 0))) {
            StoredStream stream = stream(store, "app");
            for (int i = 0; i < 2_000; i++) {
                put(store, stream, i);
            }

            store.shrink();

            assertThat(numbers(store, "app")).hasSizeBetween(700, 1_010).endsWith(1_998, 1_999);
            assertThat(stream.span().first()).isGreaterThan(NOW);
        }
    }

    @Test
    void aDiskWithTooLittleLeftRefusesAndStillReads() throws IOException {
        try (LogStore store = open(LARGE)) {
            put(store, stream(store, "app"), 1);
        }
        try (LogStore store = open(new StoreLimits(1L << 40, 1L << 40, Long.MAX_VALUE / 2, 0))) {
            StoredStream stream = store.group(GROUP).stream("app").orElseThrow();

            assertThatThrownBy(() -> put(store, stream, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("logs.disk-reserve");
            assertThat(numbers(store, "app")).containsExactly(1);
        }
    }

    @Test
    void aDiskThatIsLostRefuses() throws IOException {
        try (LogStore store = open(LARGE)) {
            StoredStream stream = stream(store, "app");
            Disk.remove(folder.resolve(GROUP));
            Files.writeString(folder.resolve(GROUP), "in the way");

            assertThatThrownBy(() -> put(store, stream, 1)).isInstanceOf(IOException.class);

            Files.delete(folder.resolve(GROUP));
            put(store, stream, 2);
            assertThat(numbers(store, "app")).containsExactly(2);
        }
    }

    @Test
    void whatALossOfPowerLeftHalfIsCutOff() throws IOException {
        try (LogStore store = open(LARGE)) {
            StoredStream stream = stream(store, "app");
            put(store, stream, 1);
            put(store, stream, 2);
        }
        Path segment = files(Segment.ENDING).getFirst();
        files(".heads").forEach(list -> list.toFile().delete());
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length / 3), StandardOpenOption.APPEND);
        Files.write(segment, new byte[] {0, 0, 4, 0, 1, 2}, StandardOpenOption.APPEND);
        Files.write(
                folder.resolve(GROUP).resolve(StreamFile.NAME), new byte[] {0, 0, 0, 40, 9}, StandardOpenOption.APPEND);

        try (LogStore store = open(LARGE)) {
            put(store, stream(store, "more"), 3);
            assertThat(numbers(store, "app")).containsExactly(1, 2);
        }
        try (LogStore store = open(LARGE)) {
            assertThat(numbers(store, "more")).containsExactly(3);
        }
    }

    @Test
    void aWalkPausesAndGoesOnWithoutLosingOrRepeating() throws IOException {
        try (LogStore store = open(new StoreLimits(1 << 20, 1L << 40, 0, 0))) {
            StoredStream one = stream(store, "one");
            StoredStream two = stream(store, "two");
            for (int i = 0; i < 400; i++) {
                put(store, i % 3 == 0 ? one : two, i % 7 == 0 ? i / 2 : i);
            }
            List<StoredEvent> whole = events(store, new StreamChoice.All(), true);

            assertThat(inPieces(store, true)).isEqualTo(whole).hasSize(400);
            assertThat(inPieces(store, false)).isEqualTo(whole.reversed());
            assertThat(whole).isSortedAccordingTo(Comparator.comparing(StoredEvent::position));
        }
    }

    private static List<StoredEvent> inPieces(LogStore store, boolean forward) throws IOException {
        List<StoredEvent> events = new ArrayList<>();
        Optional<Position> start = Optional.empty();
        do {
            var query =
                    new Query(new StreamChoice.All(), 0, Long.MAX_VALUE, forward, start, EventFilter.EVERYTHING, 5_000);
            start = piece(store, query, events);
        } while (start.isPresent());
        return events;
    }

    private static Optional<Position> piece(LogStore store, Query query, List<StoredEvent> into) throws IOException {
        try (EventWalk walk = store.walk(store.group(GROUP), query)) {
            while (true) {
                switch (walk.next()) {
                    case EventWalk.Step.Found(var event) -> into.add(event);
                    case EventWalk.Step.Paused(var at) -> {
                        return Optional.of(at);
                    }
                    case EventWalk.Step.Ended() -> {
                        return Optional.empty();
                    }
                }
            }
        }
    }
}
