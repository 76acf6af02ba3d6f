package io.argosy.insight.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/// All figures of a server as Prometheus reads them. One scrape is made at a time, and whoever asks again within a
/// second gets the same: asking often costs the server little.
public final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;
    private static final Duration SAME = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final List<Figures> all = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] text = {};
    private Instant madeAt = Instant.MIN;

    public Metrics(InstantSource clock) {
        this.clock = clock;
    }

    public void add(Figures figures) {
        all.add(figures);
    }

    /// In Prometheus' text format.
    public byte[] text() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (madeAt.plus(SAME).isBefore(now) || madeAt.isAfter(now)) {
                text = made();
                madeAt = now;
            }
            return text;
        } finally {
            lock.unlock();
        }
    }

    private byte[] made() {
        var scrape = new Scrape();
        all.forEach(figures -> figures.report(scrape));
        scrape.set(Metric.DROPPED, scrape.dropped());
        var bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, scrape.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
