package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.rules.Rule;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.Timed;
import io.argosy.schedules.scheduler.Schedule;
import io.argosy.schedules.targets.Aim;
import io.argosy.schedules.targets.RefusedTarget;
import io.argosy.schedules.targets.RuleTarget;
import io.argosy.schedules.targets.ScheduleTarget;
import io.argosy.shapes.batch.SubmitJobRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a run is to do, as its schedule says at this moment.
final class Aims {
    private static final String TOKEN = "argosy:client-token";

    private Aims() {}

    static Aim of(Timed timed, Run run, AccountRegion realm) throws RefusedTarget {
        return once(said(timed, run, realm), run);
    }

    /// A job of a run is submitted once, however often that is tried (decision 0266).
    private static Aim once(Aim aim, Run run) {
        return aim.call() instanceof Aim.Call.Operation(var model, SubmitJobRequest job)
                ? aim.with(new Aim.Call.Operation(model, withToken(job, run.id())))
                : aim;
    }

    private static SubmitJobRequest withToken(SubmitJobRequest job, String token) {
        Map<String, String> tags = new LinkedHashMap<>(job.tags().orElse(Map.of()));
        tags.putIfAbsent(TOKEN, token);
        return job.toBuilder().tags(tags).build();
    }

    private static Aim said(Timed timed, Run run, AccountRegion realm) throws RefusedTarget {
        return switch (timed) {
            case Schedule schedule -> ScheduleTarget.aim(schedule.content().target(), realm, run);
            case Rule rule ->
                RuleTarget.aim(
                        rule.target(run.target())
                                .orElseThrow(() -> new RefusedTarget("The target " + run.target() + " was removed.")),
                        realm,
                        run);
            default -> throw new IllegalArgumentException("no such schedule: " + timed.id());
        };
    }
}
