package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.CreateLogStreamRequest;
import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutLogEventsRequest;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.LoggedText;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What builds say, in a log group: a stream a build. A log that cannot be written stops no build.
final class BuildLog {
    static final String GROUP = "/argosy/builds";
    private static final Logger log = LoggerFactory.getLogger(BuildLog.class);
    private static final String NOT_THERE = "ResourceNotFoundException";

    private final LocalCalls calls;
    private final InstantSource clock;

    BuildLog(LocalCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    void say(AccountRegion realm, Build build, String line) {
        write(realm, build, List.of("argosy: " + line));
    }

    void write(AccountRegion realm, Build build, List<String> lines) {
        if (lines.isEmpty() || !calls.offers(Logs.PUT_LOG_EVENTS)) {
            return;
        }
        long now = clock.instant().toEpochMilli();
        var events = PutLogEventsRequest.builder()
                .logGroupName(GROUP)
                .logStreamName(build.logStream())
                .logEvents(lines.stream()
                        .map(line -> InputLogEvent.builder()
                                .timestamp(now)
                                .message(line.isEmpty() ? " " : line)
                                .build())
                        .toList())
                .build();
        var as = LocalCalls.As.account(realm, Builds.PROGRAM);
        try {
            put(events, as);
        } catch (ApiException refused) {
            log.warn("build={} its log could not be written: {}", build.id(), LoggedText.of(refused.getMessage()));
        }
    }

    private void put(PutLogEventsRequest events, LocalCalls.As as) {
        try {
            calls.call(Logs.PUT_LOG_EVENTS, events, as);
        } catch (ApiException refused) {
            if (!refused.error().code().equals(NOT_THERE)) {
                throw refused;
            }
            made(
                    Logs.CREATE_LOG_GROUP,
                    CreateLogGroupRequest.builder().logGroupName(GROUP).build(),
                    as);
            made(
                    Logs.CREATE_LOG_STREAM,
                    CreateLogStreamRequest.builder()
                            .logGroupName(GROUP)
                            .logStreamName(events.logStreamName())
                            .build(),
                    as);
            calls.call(Logs.PUT_LOG_EVENTS, events, as);
        }
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
