package io.argosy.logs.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What of the disk events leave free, for the journal and everybody else. It is measured anew after each 16 MiB.
final class FreeSpace {
    private static final long MEASURED_EACH = 16L << 20;

    private final FileStore disk;
    private final StoreLimits limits;
    private long unmeasured = MEASURED_EACH;

    FreeSpace(Path folder, StoreLimits limits) throws IOException {
        this.disk = Files.getFileStore(folder);
        this.limits = limits;
    }

    StoreLimits limits() {
        return limits;
    }

    /// Notes that so much is about to be written, or refuses it.
    void take(long bytes) throws IOException {
        unmeasured += bytes;
        if (unmeasured < MEASURED_EACH) {
            return;
        }
        long free = disk.getUsableSpace();
        long kept = Math.max(limits.freeBytes(), disk.getTotalSpace() / 100 * limits.freePercent());
        if (free - bytes < kept) {
            throw new IOException("the disk has " + mib(free) + " MiB free, of which " + mib(kept)
                    + " MiB are kept back (logs.disk-reserve)");
        }
        unmeasured = 0;
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes >> 20);
    }
}
