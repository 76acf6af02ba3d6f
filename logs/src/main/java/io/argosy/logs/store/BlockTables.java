package io.argosy.logs.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Where the blocks of segments are that have ended, for those that were asked about lately.
final class BlockTables {
    private static final int USUAL_SIZE = 64;
    private static final float LOAD = 0.75F;
    /// Some 20 MiB.
    private static final long MOST_BLOCKS = 300_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, BlockTable.Part> known = new LinkedHashMap<>(USUAL_SIZE, LOAD, true);
    private long blocks;

    BlockTable.Part of(Path segment) throws IOException {
        Optional<BlockTable.Part> found = known(segment);
        if (found.isPresent()) {
            return found.get();
        }
        BlockTable.Part read = SegmentReader.ended(segment);
        keep(segment, read);
        return read;
    }

    /// The segment is not what it was.
    void forget(Path segment) {
        lock.lock();
        try {
            BlockTable.Part before = known.remove(segment);
            blocks -= before == null ? 0 : before.count();
        } finally {
            lock.unlock();
        }
    }

    private Optional<BlockTable.Part> known(Path segment) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(segment));
        } finally {
            lock.unlock();
        }
    }

    private void keep(Path segment, BlockTable.Part read) {
        lock.lock();
        try {
            BlockTable.Part before = known.put(segment, read);
            blocks += read.count() - (before == null ? 0 : before.count());
            Iterator<BlockTable.Part> oldest = known.values().iterator();
            while (blocks > MOST_BLOCKS && known.size() > 1) {
                blocks -= oldest.next().count();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }
}
