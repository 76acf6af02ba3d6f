package io.argosy.registry.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hashes a stream on a thread of its own while the caller writes it to disk: the two cost about as much, so together
/// they take half the time. Buffers go round between the two; there are eight, so neither gets far ahead.
final class Hashing implements AutoCloseable {
    private static final int BUFFERS = 8;
    private static final int BUFFER_BYTES = 1 << 17;
    private static final long PATIENCE_SECONDS = 60;

    /// Some of the stream: `count` bytes that stand at `position`. A count below zero ends it.
    record Piece(byte[] bytes, int count, long position) {}

    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final ContentHash hash;
    private final Thread thread;

    Hashing(ContentHash hash) {
        this.hash = hash;
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new byte[BUFFER_BYTES]);
        }
        thread = Thread.ofVirtual().name("hashing").start(this::run);
    }

    private void run() {
        try {
            for (Piece piece = full.take(); piece.count() >= 0; piece = full.take()) {
                hash.take(piece.bytes(), piece.count(), piece.position());
                free.add(piece.bytes());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// The next of the stream, of a count below zero at its end. Give it back with `give`.
    Piece read(InputStream in, long position) throws IOException {
        byte[] buffer = buffer();
        return new Piece(buffer, in.read(buffer), position);
    }

    private byte[] buffer() throws IOException {
        try {
            byte[] buffer = free.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (buffer == null) {
                throw new IOException("hashing does not keep up");
            }
            return buffer;
        } catch (InterruptedException stop) {
            throw stopped(stop);
        }
    }

    /// Lets a piece be hashed. Its bytes must not change any more.
    void give(Piece piece) {
        full.add(piece);
    }

    /// Waits until all that was given is hashed.
    @Override
    public void close() throws IOException {
        full.add(new Piece(new byte[0], -1, 0));
        try {
            thread.join();
        } catch (InterruptedException stop) {
            thread.interrupt();
            throw stopped(stop);
        }
    }

    private static InterruptedIOException stopped(InterruptedException stop) {
        Thread.currentThread().interrupt();
        var stopped = new InterruptedIOException("stopped");
        stopped.initCause(stop);
        return stopped;
    }
}
