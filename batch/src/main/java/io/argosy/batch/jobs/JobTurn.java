package io.argosy.batch.jobs;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One at a time takes jobs out of their lines: whoever places an attempt in a cluster and then says so of its job,
/// and whoever ends jobs that wait. So none is ended while its task is being made. No write covers both stores,
/// hence the lock.
final class JobTurn {
    private final ReentrantLock lock = new ReentrantLock(true);

    <R> R take(Supplier<R> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
