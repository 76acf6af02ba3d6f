package io.argosy.logs;

import static io.argosy.logs.LogCalls.assertRefused;
import static io.argosy.logs.LogCalls.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.StartLiveTailRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who follows groups live (schedules-events-logs 3.6).
final class LiveTailTest {
    private static final String ARN = LogsServer.ARNS + LogCalls.WEB;

    @TempDir
    private Path folder;

    private LogsServer server;
    private LogCalls logs;

    @BeforeEach
    void open() throws IOException {
        server = LogsServer.over(folder);
        logs = new LogCalls(server);
        logs.group(LogCalls.WEB);
        logs.stream("app/1");
        logs.stream("db/1");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static StartLiveTailRequest.Builder tail() {
        return StartLiveTailRequest.builder().logGroupIdentifiers(List.of(ARN));
    }

    @Test
    void showsWhatComesAfterItsStart() throws IOException {
        logs.put("app/1", event(server.now(), "before"));

        try (var tail = new TailReader(server, tail().build())) {
            List<String> first = List.of(tail.next().type(), tail.next().type());
            logs.put("app/1", event(server.now(), "after"));

            assertThat(first).containsExactly("initial-response", "sessionStart");
            assertThat(tail.until("after")).doesNotContain("before").contains("\"logGroupIdentifier\":\"" + ARN + "\"");
        }
    }

    @Test
    void showsTheStreamsAndEventsThatAreAskedFor() throws IOException {
        var request = tail().logStreamNamePrefixes(List.of("app/")).logEventFilterPattern("ERROR");

        try (var tail = new TailReader(server, request.build())) {
            tail.started();
            logs.put("app/1", event(server.now(), "fine"));
            logs.put("db/1", event(server.now(), "ERROR elsewhere"));
            logs.put("app/1", event(server.now(), "ERROR here"));

            assertThat(tail.until("ERROR here")).doesNotContain("fine", "elsewhere");
        }
    }

    @Test
    void moreThanFiveHundredASecondAreASample() throws IOException {
        List<InputLogEvent> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(event(server.now(), "line " + i));
        }

        try (var tail = new TailReader(server, tail().build())) {
            tail.started();
            logs.put("app/1", many);

            assertThat(tail.until("\"sampled\":true")).doesNotContain("line 1999");
        }
    }

    @Test
    void endsWhenTheServerStops() throws IOException {
        try (var tail = new TailReader(server, tail().build())) {
            tail.started();
            server.logs().farewell();

            assertThat(tail.ends()).isTrue();
        }
    }

    @Test
    void refusesWhatItCannotFollow() {
        assertRefused(
                () -> server.call(
                        Logs.START_LIVE_TAIL,
                        tail().logGroupIdentifiers(List.of(ARN + "-2")).build()),
                "ResourceNotFoundException",
                "The specified log group does not exist.");
        assertRefused(
                () -> server.call(
                        Logs.START_LIVE_TAIL,
                        tail().logStreamNames(List.of("a"))
                                .logStreamNamePrefixes(List.of("b"))
                                .build()),
                "InvalidParameterException",
                "Only one of logStreamNames or logStreamNamePrefixes can be provided.");
        assertRefused(
                () -> server.call(
                        Logs.START_LIVE_TAIL,
                        tail().logGroupIdentifiers(List.of(LogCalls.WEB)).build()),
                "InvalidParameterException",
                "by their ARNs");
    }
}
