package io.argosy.logs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.logs.store.EventFilter;
import io.argosy.logs.store.GroupLog;
import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.StoreLimits;
import io.argosy.logs.store.StoredStream;
import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.LiveTailSessionStart;
import io.argosy.shapes.logs.LiveTailSessionUpdate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who follows and does not read, and how many may.
final class TailsTest {
    private static final String GROUP = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    private final Tails tails = new Tails();

    private static TailRequest request() {
        return new TailRequest(
                Map.of(GROUP, "arn"),
                List.of(),
                List.of(),
                EventFilter.EVERYTHING,
                LiveTailSessionStart.builder().build());
    }

    @Test
    void whoDoesNotReadKeepsABoundedPartAndIsToldSo() throws Exception {
        try (LogStore store = LogStore.open(folder, new StoreLimits(1L << 40, 1L << 40, 0, 0), tails::heard);
                TailSession slow = tails.open(request()).orElseThrow()) {
            putMebibytes(store, 12);

            slow.next();
            LiveTailSessionUpdate update =
                    (LiveTailSessionUpdate) slow.next().orElseThrow().content();

            assertThat(update.sessionMetadata().orElseThrow().sampled()).contains(true);
            assertThat(update.sessionResults().orElseThrow()).hasSizeBetween(1, 10);
        }
    }

    private static void putMebibytes(LogStore store, int count) throws IOException {
        GroupLog group = store.group(GROUP);
        store.createStream(group, "app", 1);
        StoredStream stream = group.stream("app").orElseThrow();
        for (int i = 0; i < count; i++) {
            store.put(
                    group,
                    stream,
                    1,
                    List.of(InputLogEvent.builder()
                            .timestamp(1L)
                            .message("x".repeat(1 << 20))
                            .build()));
        }
    }

    @Test
    void thereAreFiftyAtMostAndWhoGoesMakesRoom() {
        List<TailSession> all = Stream.generate(() -> tails.open(request()))
                .limit(50)
                .map(Optional::orElseThrow)
                .toList();

        assertThat(tails.open(request())).isEmpty();
        all.getFirst().close();
        assertThat(tails.open(request())).isPresent();
    }

    @Test
    void afterTheEndNobodyWaits() throws Exception {
        TailSession session = tails.open(request()).orElseThrow();

        tails.close();

        session.next();
        assertThat(session.next()).isEmpty();
        TailSession late = tails.open(request()).orElseThrow();
        late.next();
        assertThat(late.next()).isEmpty();
    }
}
