package io.argosy.insight.metrics;

import io.argosy.state.CommitCounts;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal and the disk it is on.
public final class JournalFigures implements Figures {
    private static final Logger log = LoggerFactory.getLogger(JournalFigures.class);
    private static final List<String> FILES = List.of("", "-wal", "-shm");

    private final Stores stores;
    private final Path journal;

    public JournalFigures(Stores stores, Path journal) {
        this.stores = stores;
        this.journal = journal;
    }

    @Override
    public void report(Scrape scrape) {
        CommitCounts commits = stores.commits();
        scrape.spread(Metric.COMMIT_SECONDS, CommitCounts.STEPS, commits.counts(), commits.seconds());
        scrape.set(Metric.JOURNAL_WRITES, commits.writes());
        scrape.set(Metric.JOURNAL_ROWS, commits.rows());
        scrape.set(Metric.JOURNAL_WAITING, stores.waitingWrites());
        try {
            disk(scrape);
        } catch (IOException unknown) {
            log.warn("the disk of {} cannot be measured: {}", journal, unknown.toString());
        }
    }

    private void disk(Scrape scrape) throws IOException {
        long bytes = 0;
        for (String ending : FILES) {
            Path file = journal.resolveSibling(journal.getFileName() + ending);
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        scrape.set(Metric.JOURNAL_BYTES, bytes);
        FileStore disk = Files.getFileStore(journal);
        scrape.set(Metric.DISK_FREE, disk.getUsableSpace());
        scrape.set(Metric.DISK_SIZE, disk.getTotalSpace());
    }
}
