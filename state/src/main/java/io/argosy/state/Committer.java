package io.argosy.state;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes changes durable, many writers' in one transaction; then moves what readers see, answers the writers and wakes
/// the watchers. When the journal cannot be written it calls `halt`, which must not return: after an uncertain write
/// nothing in memory can be trusted.
final class Committer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Committer.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 5_000;

    /// One command's changes and the state they lead to. Whoever waits for them makes rows of them, many writers side
    /// by side; the committer does it for those that have not come to it yet.
    static final class Entry {
        private final VersionedState<?> head;
        private final List<Change> changes;
        private final LongConsumer advance;
        private final Ticket ticket = new Ticket();
        private final ReentrantLock encoding = new ReentrantLock();
        private List<Row> rows = List.of();

        Entry(VersionedState<?> head, List<Change> changes, LongConsumer advance) {
            this.head = head;
            this.changes = changes;
            this.advance = advance;
        }

        Ticket ticket() {
            return ticket;
        }

        List<Row> encode() {
            encoding.lock();
            try {
                if (rows.size() != changes.size()) {
                    rows = changes.stream()
                            .map(change -> EntityCodec.row(head.name(), change))
                            .toList();
                }
                return rows;
            } finally {
                encoding.unlock();
            }
        }
    }

    private final Journal journal;
    private final InstantSource clock;
    private final Consumer<Throwable> halt;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Optional<CommitPace> pace;
    /// Held while a change enters the queue: once `closing` is seen behind it, none can come any more.
    private final ReentrantLock gate = new ReentrantLock();

    private final CommitCounts counts = new CommitCounts();
    private final List<Consumer<List<Change>>> observers = new CopyOnWriteArrayList<>();
    private volatile long lastCommit;

    private volatile boolean closing;
    private volatile Thread thread = Thread.currentThread();

    private Committer(Journal journal, InstantSource clock, Consumer<Throwable> halt, Optional<CommitPace> pace)
            throws IOException {
        this.journal = journal;
        this.lastCommit = journal.lastCommit();
        this.clock = clock;
        this.halt = halt;
        this.pace = pace;
    }

    /// A committer with a thread of its own.
    static Committer threaded(Journal journal, InstantSource clock, Consumer<Throwable> halt) throws IOException {
        var committer = new Committer(journal, clock, halt, Optional.empty());
        committer.thread = Thread.ofPlatform().name("committer").daemon().start(committer::run);
        return committer;
    }

    /// A committer without a thread, which commits when it is told to.
    static Committer paced(Journal journal, InstantSource clock, CommitPace pace, Consumer<Throwable> halt)
            throws IOException {
        return new Committer(journal, clock, halt, Optional.of(pace));
    }

    /// Called under the lock of the entry's store, so that a store's entries stand in the order they were decided.
    void enqueue(Entry entry, StoreState after) {
        gate.lock();
        try {
            if (closing) {
                throw new IllegalStateException("the store is closed");
            }
            queue.put(entry);
            pace.ifPresent(told -> told.decided(after, () -> commitAll(drained())));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the change was taken", stop);
        } finally {
            gate.unlock();
        }
    }

    void await(Ticket ticket) {
        pace.ifPresent(told -> told.await(ticket::settled));
        ticket.await();
    }

    private void run() {
        while (!closing || !queue.isEmpty()) {
            try {
                Entry first = queue.take();
                List<Entry> batch = drained();
                batch.addFirst(first);
                commitAll(batch);
            } catch (InterruptedException stop) {
                closing = true;
            } catch (RuntimeException | Error bug) {
                halt.accept(bug);
            }
        }
    }

    private List<Entry> drained() {
        List<Entry> batch = new ArrayList<>();
        queue.drainTo(batch, MOST_AT_ONCE);
        return batch;
    }

    private void commitAll(List<Entry> batch) {
        List<Row> rows = new ArrayList<>();
        for (Entry entry : batch) {
            rows.addAll(entry.encode());
        }
        try {
            if (!rows.isEmpty()) {
                Instant now = clock.instant();
                long began = System.nanoTime();
                lastCommit = journal.commit(rows, now);
                counts.committed(batch.size(), rows.size(), System.nanoTime() - began);
            }
        } catch (IOException uncertain) {
            log.error("the journal cannot be written; halting", uncertain);
            halt.accept(uncertain);
        }
        Map<VersionedState<?>, List<Change>> moved = new LinkedHashMap<>();
        Map<VersionedState<?>, Entry> last = new LinkedHashMap<>();
        for (Entry entry : batch) {
            last.put(entry.head, entry);
            if (!entry.changes.isEmpty()) {
                moved.computeIfAbsent(entry.head, _ -> new ArrayList<>()).addAll(entry.changes);
            }
        }
        moved.forEach((head, changes) -> head.note(lastCommit, changes));
        // A commit is seen whole: its number stands for all that it has of a store.
        last.values().forEach(entry -> entry.advance.accept(lastCommit));
        moved.values().forEach(this::tell);
        batch.forEach(entry -> entry.ticket.settle());
        moved.keySet().forEach(VersionedState::wake);
    }

    private void tell(List<Change> durable) {
        for (Consumer<List<Change>> observer : observers) {
            try {
                observer.accept(durable);
            } catch (RuntimeException bug) {
                log.error("an observer of commits failed", bug);
            }
        }
    }

    /// Tells `observer` of what became durable, on the committer's own thread: it counts and returns.
    void observe(Consumer<List<Change>> observer) {
        observers.add(observer);
    }

    CommitCounts counts() {
        return counts;
    }

    /// How many writes wait to be committed.
    int waiting() {
        return queue.size();
    }

    /// The number of the last durable commit.
    long lastCommit() {
        return lastCommit;
    }

    /// Commits what is queued and stops.
    @Override
    public void close() {
        gate.lock();
        try {
            closing = true;
        } finally {
            gate.unlock();
        }
        if (pace.isPresent()) {
            commitAll(drained());
        } else {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
