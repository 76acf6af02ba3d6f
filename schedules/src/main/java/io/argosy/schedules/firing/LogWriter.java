package io.argosy.schedules.firing;

import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.CreateLogStreamRequest;
import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutLogEventsRequest;
import io.argosy.wire.LocalCalls;
import java.time.Instant;
import java.util.List;

/// Writes events into log groups, on the server's own behalf: a group or a stream that is not there is made.
final class LogWriter {
    private static final String NOT_THERE = "ResourceNotFoundException";

    private final LocalCalls calls;

    LogWriter(LocalCalls calls) {
        this.calls = calls;
    }

    /// Throws what the operations refuse with.
    void write(String group, String stream, Instant at, String message, LocalCalls.As as) {
        var events = PutLogEventsRequest.builder()
                .logGroupName(group)
                .logStreamName(stream)
                .logEvents(List.of(InputLogEvent.builder()
                        .timestamp(at.toEpochMilli())
                        .message(message)
                        .build()))
                .build();
        try {
            calls.call(Logs.PUT_LOG_EVENTS, events, as);
        } catch (ApiException refused) {
            if (!refused.error().code().equals(NOT_THERE)) {
                throw refused;
            }
            make(group, stream, as);
            calls.call(Logs.PUT_LOG_EVENTS, events, as);
        }
    }

    private void make(String group, String stream, LocalCalls.As as) {
        made(
                Logs.CREATE_LOG_GROUP,
                CreateLogGroupRequest.builder().logGroupName(group).build(),
                as);
        made(
                Logs.CREATE_LOG_STREAM,
                CreateLogStreamRequest.builder()
                        .logGroupName(group)
                        .logStreamName(stream)
                        .build(),
                as);
    }

    /// It may be there already.
    private <I extends Shape> void made(OperationModel<I, ?> model, I input, LocalCalls.As as) {
        try {
            calls.call(model, input, as);
        } catch (ApiException refused) {
            if (!refused.error().code().equals("ResourceAlreadyExistsException")) {
                throw refused;
            }
        }
    }
}
