package io.argosy.schedules.memory;

import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.state.Change;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// How many due times were missed since the server started, counted as it becomes durable.
public final class MissedRuns {
    private final LongAdder count = new LongAdder();

    /// To be told of all that becomes durable.
    public void changed(List<Change> changes) {
        for (Change change : changes) {
            if (change.after().filter(MissedRuns::missed).isPresent()
                    && change.before().filter(MissedRuns::missed).isEmpty()) {
                count.increment();
            }
        }
    }

    private static boolean missed(Object entity) {
        return entity instanceof Run run
                && run.state() instanceof RunState.Ended ended
                && ended.ending().outcome() == Outcome.MISSED;
    }

    public long count() {
        return count.sum();
    }
}
