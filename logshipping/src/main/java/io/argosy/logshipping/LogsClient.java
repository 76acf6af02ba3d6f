package io.argosy.logshipping;

import io.argosy.model.ApiException;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.CreateLogStreamRequest;
import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutLogEventsRequest;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of `awslogs` for one stream. `client` is asked each time: the keys of a role are renewed.
final class LogsClient {
    private static final Logger log = LoggerFactory.getLogger(LogsClient.class);
    static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String THERE = "ResourceAlreadyExistsException";

    /// A start waits for it.
    private static final Duration PREPARING = Duration.ofSeconds(10);
    private static final Duration PUTTING = Duration.ofSeconds(30);

    private final Destination to;
    private final Supplier<ApiClient> client;

    LogsClient(Destination to, Supplier<ApiClient> client) {
        this.to = to;
        this.client = client;
    }

    private ApiClient api() {
        ApiClient own = client.get();
        return to.region().isEmpty() ? own : own.in(to.region());
    }

    /// Makes the stream, and its group where that is asked for. Both may be there already.
    void prepare() throws IOException {
        try {
            stream();
        } catch (ApiException refused) {
            if (!refused.error().code().equals(NOT_FOUND) || !to.createGroup()) {
                throw refused;
            }
            unlessThere(() -> api().call(
                            Logs.CREATE_LOG_GROUP,
                            CreateLogGroupRequest.builder()
                                    .logGroupName(to.group())
                                    .build(),
                            PREPARING));
            stream();
        }
    }

    private void stream() throws IOException {
        unlessThere(() -> api().call(
                        Logs.CREATE_LOG_STREAM,
                        CreateLogStreamRequest.builder()
                                .logGroupName(to.group())
                                .logStreamName(to.stream())
                                .build(),
                        PREPARING));
    }

    private interface Call {
        Object made() throws IOException;
    }

    private static void unlessThere(Call call) throws IOException {
        try {
            var _ = call.made();
        } catch (ApiException refused) {
            if (!refused.error().code().equals(THERE)) {
                throw refused;
            }
        }
    }

    void put(Batch batch) throws IOException {
        var answer = api().call(
                        Logs.PUT_LOG_EVENTS,
                        PutLogEventsRequest.builder()
                                .logGroupName(to.group())
                                .logStreamName(to.stream())
                                .logEvents(events(batch))
                                .build(),
                        PUTTING);
        answer.rejectedLogEventsInfo()
                .ifPresent(rejected -> log.warn(
                        "group={} stream={} some of {} events are too old or too new: {}",
                        to.group(),
                        to.stream(),
                        batch.size(),
                        rejected));
    }

    private static List<InputLogEvent> events(Batch batch) {
        return batch.events().stream()
                .map(event -> InputLogEvent.builder()
                        .timestamp(event.millis())
                        .message(event.message())
                        .build())
                .toList();
    }
}
