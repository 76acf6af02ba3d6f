package io.argosy.registry.blobs;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of the disk that blobs leave free for the journal and everybody else. All uploads together measure the disk
/// anew for each 16 MiB they write, so what they overshoot is small beside what is kept back.
public final class DiskReserve {
    private static final Logger log = LoggerFactory.getLogger(DiskReserve.class);
    private static final long MEASURED_EACH = 16L << 20;
    private static final int WARN_PERCENT = 10;
    /// Above the warning's share, so that a disk at the edge does not warn again and again.
    private static final int CALM_PERCENT = 12;

    private final FileStore disk;
    private final Kept kept;
    private long unmeasured = MEASURED_EACH;
    private boolean warned;

    /// How much stays free: so many bytes, or so many of a hundred parts of the disk, whichever is more.
    public record Kept(long bytes, int percent) {
        public static final Kept USUAL = new Kept(2L << 30, 5);

        long of(long total) {
            return Math.max(bytes, total / 100 * percent);
        }
    }

    DiskReserve(Path folder, Kept kept) throws IOException {
        this.disk = Files.getFileStore(folder);
        this.kept = kept;
    }

    /// Asks for room for so many bytes that are to come.
    void room(long bytes) throws IOException, DiskFull {
        measure(Math.max(0, bytes));
    }

    /// Notes that so many bytes are about to be written.
    synchronized void writing(int bytes) throws IOException, DiskFull {
        unmeasured += bytes;
        if (unmeasured >= MEASURED_EACH) {
            measure(bytes);
            unmeasured = 0;
        }
    }

    private synchronized void measure(long bytes) throws IOException, DiskFull {
        long free = disk.getUsableSpace();
        long total = disk.getTotalSpace();
        warn(free, total);
        if (free - bytes < kept.of(total)) {
            throw new DiskFull("the registry's disk has " + mib(free) + " MiB free, of which " + mib(kept.of(total))
                    + " MiB are kept back (registry.disk-reserve); nothing more is stored");
        }
    }

    private void warn(long free, long total) {
        if (!warned && free < total / 100 * WARN_PERCENT) {
            warned = true;
            log.warn("disk={} free={}MiB of {}MiB: little is left for images", disk.name(), mib(free), mib(total));
        } else if (free > total / 100 * CALM_PERCENT) {
            warned = false;
        }
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes >> 20);
    }
}
