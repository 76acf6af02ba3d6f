package io.argosy.state;

import io.argosy.model.ApiError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One state with its single writer: the lock, the newest decided value, and the newest durable one. Parked writers
/// are the queue; watchers are told after each durable change.
final class VersionedState<S extends StoreState> {
    private static final Logger log = LoggerFactory.getLogger(VersionedState.class);
    private static final Duration LONG_WRITE = Duration.ofMillis(5);

    /// What a command came to: its answer, its changes, the state after them.
    record Outcome<S, R>(R answer, List<Change> changes, S after) {}

    private final String name;
    private final Committer committer;
    private final ReentrantLock writer = new ReentrantLock(true);
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final TouchedLog touched;
    private S head;
    private volatile Snapshot<S> durable;
    private volatile boolean retired;

    VersionedState(String name, Snapshot<S> initial, Committer committer) {
        this.name = name;
        this.committer = committer;
        this.head = initial.state();
        this.durable = initial;
        this.touched = new TouchedLog(initial.commit());
    }

    String name() {
        return name;
    }

    <R> R write(Function<S, Outcome<S, R>> command) {
        return decide(command, false).await();
    }

    /// The same without waiting for it to be durable.
    <R> Decided<R> decide(Function<S, Outcome<S, R>> command) {
        return decide(command, false);
    }

    /// The same when nobody else may write any more.
    <R> R writeLast(Function<S, Outcome<S, R>> command) {
        return decide(command, true).await();
    }

    private <R> Decided<R> decide(Function<S, Outcome<S, R>> command, boolean evenRetired) {
        Outcome<S, R> outcome;
        Committer.Entry entry;
        long began;
        long ended;
        writer.lock();
        try {
            began = System.nanoTime();
            if (retired && !evenRetired) {
                throw new ApiError("ClusterNotFoundException", "The referenced cluster was inactive.").thrown();
            }
            outcome = command.apply(head);
            S after = outcome.after();
            entry = new Committer.Entry(this, outcome.changes(), commit -> durable = new Snapshot<>(after, commit));
            committer.enqueue(entry, after);
            head = after;
            ended = System.nanoTime();
        } finally {
            writer.unlock();
        }
        tellIfLong(ended - began);
        return new Decided<>(outcome.answer(), committer, entry);
    }

    /// Everybody waits for a command, so one that takes its time is named.
    private void tellIfLong(long nanos) {
        if (nanos > LONG_WRITE.toNanos()) {
            log.info("store={} a write of {} held up the others for {} ms", name, writing(), nanos / 1_000_000);
        }
    }

    private static String writing() {
        String own = VersionedState.class.getPackageName() + ".";
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(frame -> !frame.startsWith(own))
                        .findFirst()
                        .orElse("?"));
    }

    /// From here on nobody writes, unless `veto` throws for what was decided last.
    void retire(Consumer<S> veto) {
        writer.lock();
        try {
            veto.accept(head);
            retired = true;
        } finally {
            writer.unlock();
        }
    }

    boolean retired() {
        return retired;
    }

    S read() {
        return durable.state();
    }

    Snapshot<S> snapshot() {
        return durable;
    }

    /// What this commit made durable; to be noted before readers see its number.
    void note(long commit, List<Change> changes) {
        touched.add(commit, Touched.by(changes));
    }

    Touched touchedAfter(long commit) {
        return touched.after(commit);
    }

    Subscription watch(Runnable watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void wake() {
        for (Runnable watcher : watchers) {
            try {
                watcher.run();
            } catch (RuntimeException bug) {
                log.error("store={} a watcher failed", name, bug);
            }
        }
    }
}
