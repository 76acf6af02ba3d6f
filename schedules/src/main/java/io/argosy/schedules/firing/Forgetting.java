package io.argosy.schedules.firing;

import io.argosy.schedules.runs.Moments;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.scheduler.UsedToken;
import io.argosy.state.AccountStore;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Forgets runs that ended long ago, the oldest also when there are too many, and client tokens that nobody repeats any
/// more.
final class Forgetting {
    private static final int A_WRITE = 500;
    private static final int MOST = 100_000;

    private final Stores stores;
    private final Duration kept;
    private final InstantSource clock;

    Forgetting(Stores stores, Duration kept, InstantSource clock) {
        this.stores = stores;
        this.kept = kept;
        this.clock = clock;
    }

    void pass() {
        for (AccountStore account : stores.accounts()) {
            while (runs(account) == A_WRITE || tokens(account) == A_WRITE) {
                Thread.yield();
            }
        }
    }

    private int runs(AccountStore account) {
        Instant limit = clock.instant().minus(kept);
        var runs = new SchedulesState(account.read()).runs();
        int tooMany = runs.size() - MOST;
        // Keys are in the order of due times.
        List<Run> old = runs.values().stream()
                .limit(Math.max(A_WRITE, tooMany))
                .filter(run -> run.state().over())
                .limit(A_WRITE)
                .toList();
        List<Run> over = IntStream.range(0, old.size())
                .filter(i -> i < tooMany || old.get(i).due().isBefore(limit))
                .mapToObj(old::get)
                .toList();
        return over.isEmpty()
                ? 0
                : account.write(tx -> {
                    over.stream()
                            .flatMap(run -> tx.state().table(Run.KIND).get(run.key()).stream())
                            .forEach(tx::remove);
                    return over.size();
                });
    }

    private int tokens(AccountStore account) {
        List<UsedToken> old = Moments.come(
                account.read().table(UsedToken.KIND),
                UsedToken.BY_AGE,
                clock.instant().minus(UsedToken.KEPT),
                A_WRITE);
        return old.isEmpty()
                ? 0
                : account.write(tx -> {
                    old.stream()
                            .filter(token -> tx.state()
                                    .table(UsedToken.KIND)
                                    .get(token.key())
                                    .equals(Optional.of(token)))
                            .forEach(tx::remove);
                    return old.size();
                });
    }
}
