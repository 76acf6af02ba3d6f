package io.argosy.state;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what is loaded from the journal, and warns once when that will not fit into the heap: what follows then is
/// slow, and ends without a word.
final class LoadMeter {
    private static final Logger log = LoggerFactory.getLogger(LoadMeter.class);

    /// How much larger an entity is in memory than as text.
    private static final double GROWTH = 2.4;

    private final long heap;
    private long entities;
    private long bytes;
    private boolean warned;

    LoadMeter(long heap) {
        this.heap = heap;
    }

    /// Whether this row made it warn.
    boolean count(Row row) {
        entities++;
        bytes += row.body().map(String::length).orElse(0);
        if (warned || bytes * GROWTH < heap) {
            return false;
        }
        warned = true;
        log.warn(
                "the journal's first {} entities alone need about {} MiB of heap, and there are {}: give the server"
                        + " more with ARGOSY_SERVER_HEAP",
                entities,
                (long) (bytes * GROWTH) >> 20,
                heap >> 20);
        return true;
    }

    void done() {
        log.info("journal loaded: {} entities, {} KiB", entities, bytes >> 10);
    }
}
