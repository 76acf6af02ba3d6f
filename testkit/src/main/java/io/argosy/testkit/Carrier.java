package io.argosy.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// Lets many be in the middle of something though only one moves: threads that hand one baton to each other, so what
/// happens next is never a question of which is quicker. Whoever waits gives the baton to a thread that goes on with
/// the agenda, and gets it back when the agenda says so.
final class Carrier {
    /// Someone who waits in the middle of a step.
    static final class Waiting {
        private final Semaphore baton = new Semaphore(0);
        private boolean abandoned;
        private boolean resumed;
    }

    /// Thrown to who waits when what it waits for never comes: its server is no more.
    static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("its server is no more", null, false, false);
        }
    }

    private final Semaphore stopped = new Semaphore(0);
    private final Set<Waiting> all = new LinkedHashSet<>();
    private BooleanSupplier step = () -> false;
    private Optional<Waiting> next = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();

    /// Takes steps until one says that it was the last, or throws.
    void run(BooleanSupplier steps) {
        step = steps;
        handOver();
        stopped.acquireUninterruptibly();
        failure.ifPresent(Carrier::sneak);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> void sneak(Throwable failure) throws X {
        throw (X) failure;
    }

    private void handOver() {
        Thread.ofVirtual().name("simulation").start(this::goOn);
    }

    private void goOn() {
        try {
            while (step.getAsBoolean()) {
                if (next.isPresent()) {
                    Waiting other = next.get();
                    next = Optional.empty();
                    other.baton.release();
                    return;
                }
            }
        } catch (Throwable thrown) {
            failure = Optional.of(thrown);
        }
        stopped.release();
    }

    /// Waits in the middle of a step until it is resumed; the agenda goes on meanwhile.
    void await(Waiting waiting) {
        all.add(waiting);
        handOver();
        waiting.baton.acquireUninterruptibly();
        all.remove(waiting);
        if (waiting.abandoned) {
            throw new Abandoned();
        }
    }

    /// Part of a step, its last: whoever waits goes on after it.
    void resume(Waiting waiting) {
        if (!waiting.resumed) {
            waiting.resumed = true;
            next = Optional.of(waiting);
        }
    }

    /// What it waits for will never come.
    void abandon(Waiting waiting) {
        waiting.abandoned = true;
        resume(waiting);
    }

    /// Ends all that wait: nothing is taken a step of any more.
    void end() {
        step = () -> false;
        for (Waiting waiting : List.copyOf(all)) {
            waiting.abandoned = true;
            waiting.baton.release();
            stopped.acquireUninterruptibly();
        }
    }
}
