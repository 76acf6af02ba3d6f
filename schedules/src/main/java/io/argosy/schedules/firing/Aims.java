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

/// What a run is to do, as its schedule says at this moment.
final class Aims {
    private Aims() {}

    static Aim of(Timed timed, Run run, AccountRegion realm) throws RefusedTarget {
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
