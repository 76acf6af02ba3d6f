package io.argosy.logs;

import static io.argosy.logs.LogCalls.assertRefused;
import static io.argosy.logs.LogCalls.event;
import static io.argosy.logs.LogCalls.messages;
import static io.argosy.logs.LogCalls.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.FilteredLogEvent;
import io.argosy.shapes.logs.GetLogEventsResponse;
import io.argosy.shapes.logs.InputLogEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events as clients put and read them (schedules-events-logs 3.3 to 3.5).
final class EventsTest {
    @TempDir
    private Path folder;

    private LogsServer server;
    private LogCalls logs;
    private long now;

    @BeforeEach
    void open() throws IOException {
        server = LogsServer.over(folder);
        logs = new LogCalls(server);
        logs.group(LogCalls.WEB);
        logs.stream("app/1");
        logs.stream("app/2");
        now = server.now();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatWasPutIsReadInTheOrderOfTime() throws IOException {
        logs.put("app/1", event(now - 50, "third"), event(now, "fourth"));
        logs.put(
                "app/1", event(now - 500, "first"), event(now - 100, "second"), event(now, "fifth, later than fourth"));

        assertThat(logs.all("app/1")).containsExactly("first", "second", "third", "fourth", "fifth, later than fourth");
    }

    @Test
    void eventsOutliveARestartAndGoOnBehindIt() throws IOException {
        logs.put("app/1", event(now - 2, "before"));

        server.restart();
        logs.put("app/1", event(now - 1, "behind: ä €"));
        server.restart();

        assertThat(logs.all("app/1")).containsExactly("before", "behind: ä €");
    }

    @Test
    void theNewestPageComesFirstAndTokensLeadBothWays() throws IOException {
        logs.put("app/1", numbered(10));

        GetLogEventsResponse newest = logs.get(of("app/1").limit(4));
        GetLogEventsResponse before = logs.get(of("app/1").limit(4).nextToken(newest.nextBackwardToken()));
        GetLogEventsResponse oldest = logs.get(of("app/1").limit(4).nextToken(before.nextBackwardToken()));
        GetLogEventsResponse end = logs.get(of("app/1").limit(4).nextToken(oldest.nextBackwardToken()));
        GetLogEventsResponse again = logs.get(of("app/1").limit(4).nextToken(before.nextForwardToken()));

        assertThat(messages(newest)).containsExactly("6", "7", "8", "9");
        assertThat(messages(before)).containsExactly("2", "3", "4", "5");
        assertThat(messages(oldest)).containsExactly("0", "1");
        assertThat(messages(end)).isEmpty();
        assertThat(end.nextBackwardToken()).isEqualTo(oldest.nextBackwardToken());
        assertThat(messages(again)).isEqualTo(messages(newest));
    }

    @Test
    void aForwardTokenShowsWhatIsPutLater() throws IOException {
        GetLogEventsResponse empty = logs.get(of("app/1").startFromHead(true));
        logs.put("app/1", event(now, "one"));
        GetLogEventsResponse first = logs.get(of("app/1").nextToken(empty.nextForwardToken()));
        GetLogEventsResponse none = logs.get(of("app/1").nextToken(first.nextForwardToken()));
        logs.put("app/1", event(now, "two, of the same moment"));

        assertThat(messages(first)).containsExactly("one");
        assertThat(none.nextForwardToken()).isEqualTo(first.nextForwardToken());
        assertThat(first.nextForwardToken().orElseThrow()).matches("f/[0-9]{56}");
        assertThat(messages(logs.get(of("app/1").nextToken(none.nextForwardToken()))))
                .containsExactly("two, of the same moment");
    }

    @Test
    void aTokenIsOfItsStream() throws IOException {
        Optional<String> token = logs.get(of("app/1")).nextForwardToken();

        assertRefused(
                () -> logs.get(of("app/2").nextToken(token)),
                "InvalidParameterException",
                "The specified nextToken is invalid.");
        assertRefused(
                () -> logs.get(of("app/1").nextToken("f/12")),
                "InvalidParameterException",
                "The specified nextToken is invalid.");
    }

    @Test
    void startIsIncludedAndEndIsNotButFilterIncludesBoth() throws IOException {
        logs.put("app/1", event(now - 3, "a"), event(now - 2, "b"), event(now - 1, "c"));

        assertThat(messages(logs.get(of("app/1").startTime(now - 3).endTime(now - 1))))
                .containsExactly("a", "b");
        assertThat(logs.filtered(
                        FilterLogEventsRequest.builder().startTime(now - 3).endTime(now - 1)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void aFilterGoesOverStreamsInTheOrderOfTimeAndInPages() throws IOException {
        logs.put("app/1", event(now - 9, "a"), event(now - 7, "c ERROR"), event(now - 3, "e"));
        logs.put("app/2", event(now - 8, "b ERROR"), event(now - 5, "d"), event(now - 1, "f ERROR"));

        List<FilteredLogEvent> all =
                logs.filter(FilterLogEventsRequest.builder().limit(2));

        assertThat(all)
                .extracting(event -> event.message().orElseThrow())
                .containsExactly("a", "b ERROR", "c ERROR", "d", "e", "f ERROR");
        assertThat(all)
                .extracting(event -> event.eventId().orElseThrow())
                .allMatch(id -> id.matches("[0-9]{56}"))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(logs.filter("ERROR")).containsExactly("b ERROR", "c ERROR", "f ERROR");
        assertThat(logs.filtered(FilterLogEventsRequest.builder().logStreamNames(List.of("app/2"))))
                .containsExactly("b ERROR", "d", "f ERROR");
        assertThat(logs.filtered(FilterLogEventsRequest.builder().startFromHead(false)))
                .containsExactly("f ERROR", "e", "d", "c ERROR", "b ERROR", "a");
    }

    @Test
    void onlyWhatIsTooOldOrTooNewIsLeftOut() throws IOException {
        long hour = Duration.ofHours(1).toMillis();
        var old = logs.put(
                "app/1", event(now - 14 * 24 * hour - hour, "old"), event(now - 14 * 24 * hour + hour, "kept"));
        var fresh = logs.put("app/1", event(now, "now"), event(now + 2 * hour + 60_000, "new"));

        assertThat(old.rejectedLogEventsInfo().orElseThrow().tooOldLogEventEndIndex())
                .contains(1);
        assertThat(fresh.rejectedLogEventsInfo().orElseThrow().tooNewLogEventStartIndex())
                .contains(1);
        assertThat(old.nextSequenceToken().orElseThrow()).matches("[0-9]{56}");
        assertThat(logs.all("app/1")).containsExactly("kept", "now");
    }

    @Test
    void aBatchThatBreaksARuleIsRefusedWhole() throws IOException {
        assertRefused(
                () -> logs.put("app/1", event(now, "b"), event(now - 1, "a")),
                "InvalidParameterException",
                "Log events in a single PutLogEvents request must be in chronological order.");
        assertRefused(
                () -> logs.put("app/1", event(now - Duration.ofHours(25).toMillis(), "a"), event(now, "b")),
                "InvalidParameterException",
                "cannot span more than 24 hours");
        assertRefused(
                () -> logs.put("app/1", event(now, "x".repeat((1 << 20) - 25))),
                "InvalidParameterException",
                "Upload too large: 1048577 bytes exceeds limit of 1048576");
        logs.put("app/1", event(now, "x".repeat((1 << 20) - 26)));

        assertThat(logs.all("app/1")).hasSize(1);
    }

    @Test
    void anUnknownGroupOrStreamIsNamed() {
        assertRefused(
                () -> logs.put("app/3", event(now, "x")),
                "ResourceNotFoundException",
                "The specified log stream does not exist.");
        assertRefused(
                () -> server.call(
                        io.argosy.shapes.logs.Logs.GET_LOG_EVENTS,
                        of("app/1").logGroupName("/ecs/api").build()),
                "ResourceNotFoundException",
                "The specified log group does not exist.");
        assertRefused(
                () -> logs.get(of("app/1").logGroupIdentifier(LogCalls.WEB)),
                "ValidationException",
                "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
    }

    private List<InputLogEvent> numbered(int count) {
        List<InputLogEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(now - count + i, Integer.toString(i)));
        }
        return events;
    }
}
