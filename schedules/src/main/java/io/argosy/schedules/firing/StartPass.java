package io.argosy.schedules.firing;

import io.argosy.schedules.runs.Attempt;
import io.argosy.schedules.runs.Moments;
import io.argosy.schedules.runs.Options;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.Timed;
import io.argosy.schedules.targets.Aim;
import io.argosy.schedules.targets.RefusedTarget;
import io.argosy.state.AccountStore;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the runs whose moment has come, a few at a time. One that was begun when a server was lost is begun again, in
/// the very same words: what it had started is found by its token.
final class StartPass {
    private static final Logger log = LoggerFactory.getLogger(StartPass.class);
    private static final int AT_ONCE = 16;

    private final Stores stores;
    private final TargetCaller caller;
    private final InstantSource clock;
    private final Runnable done;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Phaser threads = new Phaser(1);

    /// `done` is called when there may be room for another.
    StartPass(Stores stores, TargetCaller caller, InstantSource clock, Runnable done) {
        this.stores = stores;
        this.caller = caller;
        this.clock = clock;
        this.done = done;
    }

    void pass() {
        for (AccountStore account : stores.accounts()) {
            for (Run run : Moments.come(
                    new SchedulesState(account.read()).runs(), Run.BY_START, clock.instant(), 2 * AT_ONCE)) {
                if (!underWay.contains(run.key()) && room.tryAcquire()) {
                    underWay.add(run.key());
                    begin(account, run);
                }
            }
        }
    }

    /// When the next one is to be started that is not being started already.
    Optional<Instant> next() {
        return stores.accounts().stream()
                .flatMap(account -> new SchedulesState(account.read())
                        .runs()
                        .inOrder(Run.BY_START)
                        .filter(run -> !underWay.contains(run.key()))
                        .limit(1)
                        .map(Run::startsAt))
                .min(Instant::compareTo)
                .filter(_ -> room.availablePermits() > 0);
    }

    private void begin(AccountStore account, Run run) {
        threads.register();
        Thread.ofVirtual().name("run " + run.id()).start(() -> {
            try {
                start(account, run);
            } catch (RuntimeException bug) {
                log.error("schedule={} due={} cannot be started; it is tried again", run.of(), run.due(), bug);
                later(account, run);
            } finally {
                underWay.remove(run.key());
                room.release();
                threads.arriveAndDeregister();
                done.run();
            }
        });
    }

    /// Waits for those that are being started.
    void settle() {
        threads.arriveAndAwaitAdvance();
    }

    private void later(AccountStore account, Run run) {
        var trouble = new Attempt.Trouble(new RunState.Problem("ServerException", "An internal error occurred."));
        write(account, run, trouble, Attempt.Retries.USUAL);
    }

    private void start(AccountStore account, Run run) {
        var state = new SchedulesState(account.read());
        Optional<Timed> timed = state.find(run.of());
        if (timed.isEmpty()) {
            var gone = new RunState.Problem("ResourceNotFoundException", "The schedule was deleted.");
            write(account, run, new Attempt.Refused(gone), Attempt.Retries.USUAL);
            return;
        }
        if (state.options(timed.get()).overlap() == Options.Overlap.REPLACE) {
            replaceEarlier(account, run);
        }
        try {
            Aim aim = Aims.of(timed.get(), run, account.realm());
            write(account, run, caller.call(aim, run.of(), account.realm()), aim.retries());
        } catch (RefusedTarget refused) {
            var problem = new RunState.Problem("ValidationException", refused.text());
            write(account, run, new Attempt.Refused(problem), Attempt.Retries.USUAL);
        }
    }

    /// What it replaces is stopped first, and may be told so twice.
    private void replaceEarlier(AccountStore account, Run run) {
        List<Run> earlier = new SchedulesState(account.read())
                .live(run.of()).stream()
                        .filter(other -> other.target().equals(run.target())
                                && other.due().isBefore(run.due()))
                        .toList();
        if (earlier.isEmpty()) {
            return;
        }
        String reason = "Replaced by the run of " + run.due();
        for (Run other : earlier) {
            if (other.state() instanceof RunState.Started started) {
                caller.stop(started.resources(), reason, account.realm());
            }
        }
        account.write(tx -> {
            var book = new Book(tx, account.realm());
            earlier.stream()
                    .flatMap(other -> tx.state().table(Run.KIND).get(other.key()).stream())
                    .filter(other -> !other.state().over())
                    .forEach(other -> book.put(other.ended(Outcome.REPLACED, reason + ".", tx.now())));
            return earlier.size();
        });
    }

    /// If it was replaced while it was being started, what it started is stopped.
    private void write(AccountStore account, Run run, Attempt attempt, Attempt.Retries retries) {
        boolean written = account.write(tx -> {
            boolean same = tx.state().table(Run.KIND).get(run.key()).equals(Optional.of(run));
            if (same) {
                Options.NoRoom patience = new SchedulesState(tx.state())
                        .find(run.of())
                        .map(timed ->
                                new SchedulesState(tx.state()).options(timed).noRoom())
                        .orElse(new Options.NoRoom(false, Duration.ZERO));
                new Book(tx, account.realm()).put(attempt.after(run, retries, patience, tx.now()));
            }
            return same;
        });
        log.info("schedule={} due={} attempt={}", run.of(), run.due(), attempt);
        if (!written && attempt instanceof Attempt.Started(List<String> resources)) {
            caller.stop(resources, "Its run was over before it had begun", account.realm());
        }
    }
}
