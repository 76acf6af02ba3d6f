package io.argosy.events.log;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `Schedule Run Failed` and `Schedule Run Missed`: Argosy's own, as no others tell of them (schedules-events-logs 5).
final class RunEvents {
    private static final String SOURCE = "argosy.scheduler";

    private RunEvents() {}

    static Optional<Draft> of(Optional<Run> before, Run after, AccountRegion realm) {
        if (!(after.state() instanceof RunState.Ended ended)
                || before.filter(old -> old.state().over()).isPresent()) {
            return Optional.empty();
        }
        Outcome outcome = ended.ending().outcome();
        if (!outcome.failure() && outcome != Outcome.MISSED) {
            return Optional.empty();
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("scheduleArn", after.of().arn(realm));
        detail.put("runId", after.id());
        detail.put("due", after.due().toString());
        detail.put("outcome", outcome.name());
        detail.put("reason", ended.ending().reason());
        detail.put("attempts", ended.attempts());
        detail.put("resources", ended.resources());
        String kind = outcome == Outcome.MISSED ? "Schedule Run Missed" : "Schedule Run Failed";
        return Optional.of(Draft.of(SOURCE, kind, after.of().arn(realm), ended.at(), detail));
    }
}
