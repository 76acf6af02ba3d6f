package io.argosy.registry.blobs;

import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Sends a growing file to the disk while it still grows, so that the last sync finds little to do. Whether that worked
/// must reach whoever acknowledges the file: the kernel tells a failure only once.
final class WriteBack {
    private static final long EACH = 32L << 20;

    private final FileChannel file;
    private FutureTask<Boolean> running = new FutureTask<>(() -> true);
    private boolean failed;
    private long unsent;

    WriteBack(FileChannel file) {
        this.file = file;
        running.run();
    }

    void wrote(int bytes) {
        unsent += bytes;
        if (unsent >= EACH && running.isDone()) {
            failed |= !outcome();
            running = new FutureTask<>(() -> {
                file.force(false);
                return true;
            });
            Thread.ofVirtual().name("write-back").start(running);
            unsent = 0;
        }
    }

    private boolean outcome() {
        try {
            return running.get();
        } catch (ExecutionException failure) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Waits for what is under way; whether the disk took everything. The file may be closed then.
    boolean succeeded() {
        return outcome() && !failed;
    }
}
