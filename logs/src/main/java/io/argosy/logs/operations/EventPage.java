package io.argosy.logs.operations;

import io.argosy.logs.store.EventWalk;
import io.argosy.logs.store.Position;
import io.argosy.logs.store.StoredEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// As many events of a walk as go into one answer, and where the walk goes on, if more may follow.
record EventPage(List<StoredEvent> events, Optional<Position> next) {
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int BYTES_OF_EVENT = 26;

    static EventPage read(EventWalk walk, Optional<Integer> limit) throws IOException {
        int most = limit.orElse(MOST_EVENTS);
        List<StoredEvent> events = new ArrayList<>();
        long bytes = 0;
        while (true) {
            switch (walk.next()) {
                case EventWalk.Step.Found(StoredEvent event) -> {
                    bytes += BYTES_OF_EVENT + event.message().length();
                    if (events.size() == most || bytes > MOST_BYTES && !events.isEmpty()) {
                        return new EventPage(events, Optional.of(event.position()));
                    }
                    events.add(event);
                }
                case EventWalk.Step.Paused(Position at) -> {
                    return new EventPage(events, Optional.of(at));
                }
                case EventWalk.Step.Ended() -> {
                    return new EventPage(events, Optional.empty());
                }
            }
        }
    }

    /// With events from the oldest to the newest, whatever the direction they were read in.
    EventPage inTime(boolean forward) {
        return forward ? this : new EventPage(events.reversed(), next);
    }
}
