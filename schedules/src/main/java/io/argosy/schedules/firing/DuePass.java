package io.argosy.schedules.firing;

import io.argosy.schedules.runs.DueTimes;
import io.argosy.schedules.runs.Next;
import io.argosy.schedules.runs.Options;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.Overlaps;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.Timed;
import io.argosy.schedules.scheduler.Schedule;
import io.argosy.schedules.scheduler.ScheduleStore;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes runs of the due times that have come, together with when the next one is, in one write: a due time is decided
/// once, whenever a server is lost.
final class DuePass {
    private static final Logger log = LoggerFactory.getLogger(DuePass.class);
    private static final int A_WRITE = 100;
    private static final Duration USUAL_AGE = Duration.ofHours(24);

    private final Stores stores;
    private final InstantSource clock;

    DuePass(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    private record Come(Timed timed, Options options, DueTimes times) {}

    void pass() {
        for (AccountStore account : stores.accounts()) {
            List<Come> some = come(account);
            while (!some.isEmpty()) {
                List<Come> these = some;
                account.write(tx -> decided(tx, account, these));
                some = come(account);
            }
        }
    }

    /// When the next pass has something to do.
    Optional<Instant> next() {
        return stores.accounts().stream()
                .flatMap(account -> new SchedulesState(account.read()).first().stream())
                .min(Instant::compareTo);
    }

    /// Looked at outside the write, as a schedule that nobody saw for long has many times.
    private List<Come> come(AccountStore account) {
        var state = new SchedulesState(account.read());
        Instant now = clock.instant();
        return state.come(now, A_WRITE).stream()
                .map(timed -> {
                    Options options = state.options(timed);
                    var asked = new DueTimes.Asked(
                            timed.id().arn(account.realm()),
                            timed.timetable(),
                            timed.window(),
                            options.catchUp().most(),
                            timed instanceof Schedule schedule ? ScheduleStore.oldest(schedule) : USUAL_AGE);
                    Instant first = ((Next.At) timed.next()).due();
                    return new Come(timed, options, DueTimes.come(asked, first, now));
                })
                .toList();
    }

    private static int decided(AccountTransaction tx, AccountStore account, List<Come> some) {
        for (Come one : some) {
            // Somebody may have changed it meanwhile; then it is looked at once more.
            if (new SchedulesState(tx.state()).find(one.timed().id()).equals(Optional.of(one.timed()))) {
                decided(tx, account, one);
            }
        }
        return some.size();
    }

    private static void decided(AccountTransaction tx, AccountStore account, Come one) {
        Timed timed = one.timed();
        DueTimes times = one.times();
        Timed after = timed.due(
                times.next().<Next>map(due -> timed.at(due, account.realm())).orElseGet(Next.Never::new));
        tx.update(after);
        log.info(
                "schedule={} due={} missed={} next={}",
                timed.id(),
                times.toRun(),
                times.missed().size() + times.forgotten(),
                times.next().map(Instant::toString).orElse("never"));
        var book = new Book(tx, account.realm());
        for (String target : timed.targets()) {
            for (Instant due : times.missed()) {
                fresh(tx, new Run(timed.id(), target, due, new RunState.Queued()))
                        .map(run -> run.ended(Outcome.MISSED, missed(times, due), tx.now()))
                        .ifPresent(book::put);
            }
            for (Instant due : times.toRun()) {
                fresh(tx, new Run(timed.id(), target, due, new RunState.Queued()))
                        .ifPresent(run -> begin(tx, book, run, one.options()));
            }
        }
        book.complete(after);
    }

    private static void begin(AccountTransaction tx, Book book, Run run, Options options) {
        List<Run> live = new SchedulesState(tx.state())
                .live(run.of()).stream()
                        .filter(other -> other.target().equals(run.target()))
                        .toList();
        book.put(Overlaps.begun(run, live, options, tx.now()));
    }

    private static Optional<Run> fresh(AccountTransaction tx, Run run) {
        return Optional.of(run)
                .filter(_ -> tx.state().table(Run.KIND).get(run.key()).isEmpty());
    }

    private static String missed(DueTimes times, Instant due) {
        String more = times.forgotten() > 0 && due.equals(times.missed().getFirst())
                ? " So were " + times.forgotten() + " times before it."
                : "";
        return "Nobody was there when it was due, and it was not made up for." + more;
    }
}
