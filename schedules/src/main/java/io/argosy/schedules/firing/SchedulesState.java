package io.argosy.schedules.firing;

import io.argosy.schedules.rules.Rule;
import io.argosy.schedules.runs.Moments;
import io.argosy.schedules.runs.Options;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.runs.Timed;
import io.argosy.schedules.scheduler.Schedule;
import io.argosy.schedules.scheduler.ScheduleStore;
import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is due at times in an account region, of both services, and its runs.
record SchedulesState(AccountState account) {
    private Table<Schedule> schedules() {
        return account.table(Schedule.KIND);
    }

    private Table<Rule> rules() {
        return account.table(Rule.KIND);
    }

    Table<Run> runs() {
        return account.table(Run.KIND);
    }

    Optional<Timed> find(ScheduleId id) {
        return id.ofRule()
                ? rules().get(id.key()).map(Timed.class::cast)
                : schedules().get(id.key()).map(Timed.class::cast);
    }

    Options options(Timed timed) {
        return switch (timed) {
            case Schedule schedule -> ScheduleStore.options(account, schedule);
            case Rule rule -> rule.options();
            default -> throw new IllegalArgumentException("no such schedule: " + timed.id());
        };
    }

    /// Those whose moment has come, the longest due first.
    List<Timed> come(Instant now, int most) {
        return Stream.<Timed>concat(
                        Moments.come(schedules(), Schedule.BY_MOMENT, now, most).stream(),
                        Moments.come(rules(), Rule.BY_MOMENT, now, most).stream())
                .limit(most)
                .toList();
    }

    /// When the first is due.
    Optional<Instant> first() {
        return Stream.of(Moments.first(schedules(), Schedule.BY_MOMENT), Moments.first(rules(), Rule.BY_MOMENT))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    List<Run> live(ScheduleId id) {
        return runs().under(Run.LIVE, id.value());
    }
}
