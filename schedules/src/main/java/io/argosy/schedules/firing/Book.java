package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Next;
import io.argosy.schedules.runs.Options;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.Timed;
import io.argosy.schedules.scheduler.Schedule;
import io.argosy.schedules.scheduler.ScheduleStore;
import io.argosy.schedules.targets.Aim;
import io.argosy.schedules.targets.RefusedTarget;
import io.argosy.state.AccountTransaction;
import java.util.List;

/// Writes runs down, and with the end of one all that follows from it: the next in its queue may start, somebody is to
/// be told, the schedule may be complete. One write, so that a lost server loses nothing of it.
final class Book {
    private final AccountTransaction tx;
    private final AccountRegion realm;

    Book(AccountTransaction tx, AccountRegion realm) {
        this.tx = tx;
        this.realm = realm;
    }

    private SchedulesState state() {
        return new SchedulesState(tx.state());
    }

    void put(Run run) {
        tx.addOrUpdate(run);
        if (run.state() instanceof RunState.Ended ended) {
            state().find(run.of()).ifPresent(timed -> over(timed, run, ended.ending()));
        }
    }

    private void over(Timed timed, Run run, RunState.Ending ending) {
        Options options = state().options(timed);
        boolean heard = ending.outcome().failure() || ending.outcome() == Outcome.MISSED;
        if (heard) {
            options.alerted().ifPresent(arn -> tx.addOrUpdate(Notices.alert(arn, run, ending, realm, tx.now())));
        }
        if (ending.outcome() == Outcome.NOT_STARTED) {
            deadLetter(timed, run);
        }
        if (ending.outcome() == Outcome.SUCCEEDED && !options.successWithin().isZero()) {
            tx.addOrUpdate(new Expectation(run.of(), tx.now().plus(options.successWithin())));
        }
        next(run);
        complete(timed);
    }

    private void deadLetter(Timed timed, Run run) {
        try {
            Aim aim = Aims.of(timed, run, realm);
            aim.deadLetters().ifPresent(arn -> tx.addOrUpdate(Notices.letter(arn, run, aim, realm, tx.now())));
        } catch (RefusedTarget gone) {
            // A target that is no longer there has no letters either.
        }
    }

    private void next(Run run) {
        List<Run> live = state().live(run.of());
        if (live.stream().allMatch(other -> other.state() instanceof RunState.Queued)) {
            live.stream()
                    .findFirst()
                    .ifPresent(
                            first -> tx.update(first.with(new RunState.Waiting(tx.now(), 0, RunState.Problem.NONE))));
        }
    }

    /// A schedule that wants to go does so when nothing of it is due or goes on.
    void complete(Timed timed) {
        boolean done = timed instanceof Schedule schedule
                && schedule.goesWhenComplete()
                && schedule.next() instanceof Next.Never
                && schedule.timetable().after(tx.now()).isEmpty()
                && state().live(schedule.id()).isEmpty();
        if (done) {
            ScheduleStore.remove(tx, (Schedule) timed);
        }
    }
}
