package io.argosy.insight.metrics;

import io.argosy.wire.ApiServer;
import io.argosy.wire.RequestCounts;
import io.argosy.wire.ServerLoad;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// The port and the process behind it.
public final class ServerFigures implements Figures {
    private static final double NANOS_A_SECOND = 1e9;

    private final ApiServer server;
    private final String version;
    private final Instant start;

    public ServerFigures(ApiServer server, String version, Instant start) {
        this.server = server;
        this.version = version;
        this.start = start;
    }

    @Override
    public void report(Scrape scrape) {
        process(scrape);
        load(server.load(), scrape);
        requests(server.counts(), scrape);
    }

    private void process(Scrape scrape) {
        scrape.set(Metric.BUILD, 1, version);
        scrape.set(Metric.START, start.toEpochMilli() / 1e3);
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        scrape.set(Metric.CPU, cpu.toNanos() / NANOS_A_SECOND);
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        scrape.set(Metric.HEAP_USED, heap.getUsed());
        scrape.set(Metric.HEAP_MOST, heap.getMax());
    }

    private static void load(ServerLoad load, Scrape scrape) {
        scrape.set(Metric.AT_WORK, load.atWork());
        scrape.set(Metric.WAITING, load.waiting());
        scrape.set(Metric.BODY_BYTES, load.bodyBytes());
        scrape.set(Metric.CONNECTIONS, load.connections());
        scrape.set(Metric.CHANNELS, load.channels());
    }

    private static void requests(RequestCounts counts, Scrape scrape) {
        Map<String, Map.Entry<RequestCounts.Answered, LongAdder>> inOrder = new TreeMap<>();
        counts.answers()
                .entrySet()
                .forEach(entry -> inOrder.put(
                        entry.getKey().operation() + " " + entry.getKey().status(), entry));
        inOrder.values()
                .forEach(entry -> scrape.set(
                        Metric.REQUESTS,
                        entry.getValue().sum(),
                        entry.getKey().operation().model().signingName(),
                        entry.getKey().operation().name(),
                        String.valueOf(entry.getKey().status())));
        counts.times()
                .forEach((operation, times) -> scrape.spread(
                        Metric.REQUEST_SECONDS,
                        RequestCounts.STEPS,
                        times.counts(),
                        times.seconds(),
                        operation.model().signingName(),
                        operation.name()));
        scrape.set(Metric.REFUSED, counts.unsignedRequests(), "unsigned");
        scrape.set(Metric.REFUSED, counts.busyRefusals(), "busy");
    }
}
