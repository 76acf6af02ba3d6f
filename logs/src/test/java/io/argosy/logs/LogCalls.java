package io.argosy.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.CreateLogStreamRequest;
import io.argosy.shapes.logs.DescribeLogStreamsRequest;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.FilterLogEventsResponse;
import io.argosy.shapes.logs.FilteredLogEvent;
import io.argosy.shapes.logs.GetLogEventsRequest;
import io.argosy.shapes.logs.GetLogEventsResponse;
import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.LogStream;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.OutputLogEvent;
import io.argosy.shapes.logs.PutLogEventsRequest;
import io.argosy.shapes.logs.PutLogEventsResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The operations of logs as tests use them, signed and over the wire, each with what the test cares about.
record LogCalls(LogsServer server) {
    static final String WEB = "/ecs/web";

    interface Call {
        Object run() throws IOException;
    }

    static void assertRefused(Call call, String code, String message) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.error().code()).isEqualTo(code);
            assertThat(refused.error().message()).contains(message);
        });
    }

    void group(String name) throws IOException {
        server.call(
                Logs.CREATE_LOG_GROUP,
                CreateLogGroupRequest.builder().logGroupName(name).build());
    }

    void stream(String name) throws IOException {
        server.call(
                Logs.CREATE_LOG_STREAM,
                CreateLogStreamRequest.builder()
                        .logGroupName(WEB)
                        .logStreamName(name)
                        .build());
    }

    static InputLogEvent event(long timestamp, String message) {
        return InputLogEvent.builder().timestamp(timestamp).message(message).build();
    }

    PutLogEventsResponse put(String stream, InputLogEvent... events) throws IOException {
        return put(stream, Arrays.asList(events));
    }

    PutLogEventsResponse put(String stream, List<InputLogEvent> events) throws IOException {
        return server.call(
                Logs.PUT_LOG_EVENTS,
                PutLogEventsRequest.builder()
                        .logGroupName(WEB)
                        .logStreamName(stream)
                        .logEvents(events)
                        .build());
    }

    static GetLogEventsRequest.Builder of(String stream) {
        return GetLogEventsRequest.builder().logGroupName(WEB).logStreamName(stream);
    }

    GetLogEventsResponse get(GetLogEventsRequest.Builder request) throws IOException {
        return server.call(Logs.GET_LOG_EVENTS, request.build());
    }

    List<String> all(String stream) throws IOException {
        return messages(get(of(stream).startFromHead(true)));
    }

    static List<String> messages(GetLogEventsResponse page) {
        return page.events().orElseThrow().stream()
                .map(OutputLogEvent::message)
                .map(Optional::orElseThrow)
                .toList();
    }

    FilterLogEventsResponse page(FilterLogEventsRequest.Builder request) throws IOException {
        return server.call(Logs.FILTER_LOG_EVENTS, request.logGroupName(WEB).build());
    }

    /// All pages.
    List<FilteredLogEvent> filter(FilterLogEventsRequest.Builder request) throws IOException {
        List<FilteredLogEvent> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            FilterLogEventsResponse page = page(request.nextToken(token));
            all.addAll(page.events().orElseThrow());
            token = page.nextToken();
        } while (token.isPresent());
        return all;
    }

    List<String> filter(String pattern) throws IOException {
        return filtered(FilterLogEventsRequest.builder().filterPattern(pattern));
    }

    List<String> filtered(FilterLogEventsRequest.Builder request) throws IOException {
        return filter(request).stream()
                .map(FilteredLogEvent::message)
                .map(Optional::orElseThrow)
                .toList();
    }

    List<LogStream> streams(DescribeLogStreamsRequest.Builder request) throws IOException {
        return server.call(Logs.DESCRIBE_LOG_STREAMS, request.logGroupName(WEB).build())
                .logStreams()
                .orElseThrow();
    }
}
