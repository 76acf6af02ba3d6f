package io.argosy.app.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// What a start does on another thread meanwhile. Closing it waits for its end: a directory that is let go must not be
/// written any more.
final class Beside<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private Beside(String name, Callable<T> work) {
        this.task = new FutureTask<>(work);
        this.thread = Thread.ofPlatform().name(name).start(task);
    }

    static <T> Beside<T> start(String name, Callable<T> work) {
        return new Beside<>(name, work);
    }

    T get() throws IOException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            switch (Objects.requireNonNull(failed.getCause())) {
                case IOException failure -> throw failure;
                case RuntimeException bug -> throw bug;
                case Throwable other -> throw new IllegalStateException(other);
            }
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    private static IOException interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("the start was interrupted").initCause(stop);
    }
}
