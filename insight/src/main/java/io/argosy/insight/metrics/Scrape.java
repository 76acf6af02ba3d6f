package io.argosy.insight.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One scrape in the making: points of the metrics there are, a bounded number of each.
public final class Scrape {
    /// Of a metric; what is beyond is left out and counted.
    static final int MOST_POINTS = 50_000;

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private final Map<Metric, List<DataPointSnapshot>> points = new EnumMap<>(Metric.class);
    private int dropped;

    public void set(Metric metric, double value, String... labels) {
        Labels named = labels(metric, labels);
        add(
                metric,
                switch (metric.type()) {
                    case COUNTER ->
                        CounterDataPointSnapshot.builder()
                                .labels(named)
                                .value(value)
                                .build();
                    case GAUGE ->
                        GaugeDataPointSnapshot.builder()
                                .labels(named)
                                .value(value)
                                .build();
                    case HISTOGRAM -> throw new IllegalArgumentException(metric + " is a histogram");
                });
    }

    /// `steps` are the upper ends, `counts` has one more: what is beyond the last.
    public void spread(Metric metric, double[] steps, long[] counts, double sum, String... labels) {
        double[] ends = Arrays.copyOf(steps, steps.length + 1);
        ends[steps.length] = NO_LIMIT;
        add(
                metric,
                HistogramDataPointSnapshot.builder()
                        .labels(labels(metric, labels))
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(ends, counts))
                        .sum(sum)
                        .build());
    }

    private static Labels labels(Metric metric, String... values) {
        if (values.length != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
        }
        return Labels.of(metric.labels().toArray(String[]::new), values);
    }

    private void add(Metric metric, DataPointSnapshot point) {
        List<DataPointSnapshot> known = points.computeIfAbsent(metric, _ -> new ArrayList<>());
        if (known.size() < MOST_POINTS) {
            known.add(point);
        } else {
            dropped++;
        }
    }

    int dropped() {
        return dropped;
    }

    MetricSnapshots snapshots() {
        return new MetricSnapshots(points.entrySet().stream()
                .map(entry -> snapshot(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static MetricSnapshot snapshot(Metric metric, List<DataPointSnapshot> points) {
        return switch (metric.type()) {
            case COUNTER -> {
                var made = CounterSnapshot.builder().name(metric.plainName()).help(metric.help());
                points.forEach(point -> made.dataPoint((CounterDataPointSnapshot) point));
                yield made.build();
            }
            case GAUGE -> {
                var made = GaugeSnapshot.builder().name(metric.plainName()).help(metric.help());
                points.forEach(point -> made.dataPoint((GaugeDataPointSnapshot) point));
                yield made.build();
            }
            case HISTOGRAM -> {
                var made = HistogramSnapshot.builder().name(metric.plainName()).help(metric.help());
                points.forEach(point -> made.dataPoint((HistogramDataPointSnapshot) point));
                yield made.build();
            }
        };
    }
}
