package io.argosy.testkit;

import io.argosy.sessions.Wakeup;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Work of the server that has a thread of its own in production: run a moment after its wakeup rang and when its time
/// has come, for as long as it names a next time and its server lives.
final class ScheduledWork {
    private final Wakeup wakeup;
    private final Supplier<Optional<Instant>> work;
    private final BooleanSupplier alive;
    private boolean soon;
    private boolean over;
    private boolean running;
    private boolean again;
    private long timer;

    ScheduledWork(Wakeup wakeup, Supplier<Optional<Instant>> work, BooleanSupplier alive) {
        this.wakeup = wakeup;
        this.work = work;
        this.alive = alive;
    }

    boolean over() {
        return over;
    }

    /// Sees to it that what rang is looked at before long.
    void attend(VirtualClock clock, Faults faults) {
        if (!soon && wakeup.heard()) {
            soon = true;
            clock.after(faults.between(Duration.ZERO, Duration.ofMillis(20)), () -> run(clock));
        }
    }

    void run(VirtualClock clock) {
        if (over || !alive.getAsBoolean()) {
            return;
        }
        if (running) {
            again = true;
            return;
        }
        running = true;
        Optional<Instant> next;
        do {
            soon = false;
            again = false;
            next = work.get();
        } while (again && next.isPresent());
        running = false;
        over = next.isEmpty();
        long mine = ++timer;
        next.ifPresent(at -> clock.at(at, () -> {
            if (mine == timer) {
                run(clock);
            }
        }));
    }
}
