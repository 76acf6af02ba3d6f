package io.argosy.logs.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Work for the writer on its way to the disk, and the wait of who asked for it.
final class Request {
    private static final long LONGEST_MINUTES = 1;

    private final GroupLog group;
    private final Work work;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Work.Outcome outcome = Work.Outcome.DONE;
    private volatile Optional<IOException> failure = Optional.empty();

    Request(GroupLog group, Work work) {
        this.group = group;
        this.work = work;
    }

    GroupLog group() {
        return group;
    }

    Work work() {
        return work;
    }

    Work.Outcome outcome() {
        return outcome;
    }

    /// What it comes to, if it becomes durable.
    void comesTo(Work.Outcome found) {
        outcome = found;
    }

    void fails(IOException why) {
        failure = Optional.of(why);
    }

    boolean failed() {
        return failure.isPresent();
    }

    void ends() {
        over.countDown();
    }

    /// Returns when it is durable.
    Work.Outcome await() throws IOException {
        try {
            if (!over.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("the disk takes too long");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stop);
        }
        if (failure.isPresent()) {
            throw new IOException(failure.get().getMessage(), failure.get());
        }
        return outcome;
    }
}
