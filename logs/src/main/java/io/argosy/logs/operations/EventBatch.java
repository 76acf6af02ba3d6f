package io.argosy.logs.operations;

import io.argosy.shapes.logs.InputLogEvent;
import io.argosy.shapes.logs.RejectedLogEventsInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The events of one call against the rules of PutLogEvents (schedules-events-logs 3.3): what is wrong with all of them
/// is refused, what is too old or too new is left out one by one.
record EventBatch(List<InputLogEvent> taken, Optional<RejectedLogEventsInfo> rejected) {
    private static final int MOST_BYTES = 1 << 20;
    private static final int BYTES_OF_EVENT = 26;
    private static final long LONGEST_SPAN = Duration.ofHours(24).toMillis();
    private static final long NEWEST = Duration.ofHours(2).toMillis();
    private static final long OLDEST = Duration.ofDays(14).toMillis();

    static EventBatch of(List<InputLogEvent> events, long now, long expiredBefore) {
        requireSize(events);
        requireOrder(events);
        int tooOld = before(events, now - OLDEST);
        int expired = before(events, expiredBefore);
        int tooNew = before(events, now + NEWEST + 1);
        int from = Math.max(tooOld, expired);
        boolean whole = from == 0 && tooNew == events.size();
        return new EventBatch(
                from >= tooNew ? List.of() : events.subList(from, tooNew),
                whole ? Optional.empty() : Optional.of(rejected(tooNew, tooOld, expired, events.size())));
    }

    private static RejectedLogEventsInfo rejected(int tooNew, int tooOld, int expired, int all) {
        return RejectedLogEventsInfo.builder()
                .tooNewLogEventStartIndex(tooNew < all ? Optional.of(tooNew) : Optional.empty())
                .tooOldLogEventEndIndex(tooOld > 0 ? Optional.of(tooOld) : Optional.empty())
                .expiredLogEventEndIndex(expired > 0 ? Optional.of(expired) : Optional.empty())
                .build();
    }

    private static void requireSize(List<InputLogEvent> events) {
        long bytes = 0;
        for (InputLogEvent event : events) {
            bytes += BYTES_OF_EVENT + event.message().getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MOST_BYTES) {
            throw LogErrors.invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES)
                    .thrown();
        }
    }

    private static void requireOrder(List<InputLogEvent> events) {
        long before = events.getFirst().timestamp();
        for (InputLogEvent event : events) {
            if (event.timestamp() < before) {
                throw LogErrors.invalid("Log events in a single PutLogEvents request must be in chronological order.")
                        .thrown();
            }
            before = event.timestamp();
        }
        if (before - events.getFirst().timestamp() > LONGEST_SPAN) {
            throw LogErrors.invalid("The batch of log events in a single PutLogEvents request cannot span more than 24"
                            + " hours.")
                    .thrown();
        }
    }

    /// How many are older than that.
    private static int before(List<InputLogEvent> events, long time) {
        int count = 0;
        while (count < events.size() && events.get(count).timestamp() < time) {
            count++;
        }
        return count;
    }
}
