package io.argosy.wire;

import io.argosy.model.ApiError;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of request bodies may be in memory at once. A request takes its share as its bytes arrive and gives
/// it back when it is answered. The last quarter is kept for small bodies, so that large ones cannot stop the usual
/// requests.
final class BodyBudget {
    static final int SMALL = 16 << 10;

    private final AtomicLong free;
    private final long all;
    private final long kept;

    BodyBudget(long bytes) {
        all = bytes;
        free = new AtomicLong(bytes);
        kept = bytes / 4;
    }

    Share open() {
        return new Share();
    }

    long used() {
        return all - free.get();
    }

    long free() {
        return free.get();
    }

    /// What one request holds; used by its thread only.
    final class Share implements AutoCloseable {
        private long held;

        private Share() {}

        /// Takes more, or refuses: a request that cannot be held now is told to come back, not kept waiting.
        void take(int bytes) {
            long mustStay = held + bytes <= SMALL ? 0 : kept;
            long before = free.getAndUpdate(now -> now - bytes >= mustStay ? now - bytes : now);
            if (before - bytes < mustStay) {
                throw new ApiError("ServiceUnavailable", "Too many bytes of requests at once; try again", 503, Map.of())
                        .thrown();
            }
            held += bytes;
        }

        @Override
        public void close() {
            free.addAndGet(held);
            held = 0;
        }
    }
}
