package io.argosy.usage;

import io.argosy.usage.Reading.NetworkReading;
import io.argosy.wire.acs.TcsMessage.NetworkStatsSet;
import io.argosy.wire.acs.TcsMessage.StatsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Turns readings of one container into the sets telemetry publishes: CPU in per cent of all cores, memory in MiB.
final class Meter {
    private static final double MIB = 1 << 20;

    /// What was used since the last time this was asked.
    record Usage(Optional<StatsSet> cpu, Optional<StatsSet> memory, Optional<NetworkStatsSet> network) {}

    record Timed(Reading reading, Instant at, long hostCpuNanos) {}

    private final int cores;
    private final Series cpu = new Series();
    private final Series memory = new Series();
    private final List<Series> counters = Stream.generate(Series::new).limit(8).toList();
    private final Series rxRate = new Series();
    private final Series txRate = new Series();
    private Optional<Timed> before = Optional.empty();

    Meter(int cores) {
        this.cores = cores;
    }

    synchronized void add(Reading reading, Instant at, long hostCpuNanos) {
        memory.add(reading.memoryBytes() / MIB);
        reading.network().ifPresent(this::count);
        before.ifPresent(last -> rate(last, reading, Duration.between(last.at(), at)));
        before = Optional.of(new Timed(reading, at, hostCpuNanos));
    }

    private void rate(Timed last, Reading now, Duration passed) {
        double seconds = passed.toNanos() / 1e9;
        if (seconds <= 0) {
            return;
        }
        long used = Math.max(0, now.cpuNanos() - last.reading().cpuNanos());
        cpu.add(used / 1e7 / seconds / cores);
        if (now.network().isPresent() && last.reading().network().isPresent()) {
            NetworkReading old = last.reading().network().get();
            rxRate.add(Math.max(0, now.network().get().rxBytes() - old.rxBytes()) / seconds);
            txRate.add(Math.max(0, now.network().get().txBytes() - old.txBytes()) / seconds);
        }
    }

    private void count(NetworkReading network) {
        long[] values = {
            network.rxBytes(), network.rxPackets(), network.rxErrors(), network.rxDropped(),
            network.txBytes(), network.txPackets(), network.txErrors(), network.txDropped()
        };
        for (int i = 0; i < values.length; i++) {
            counters.get(i).add(values[i]);
        }
    }

    synchronized Usage take() {
        return new Usage(cpu.take(), memory.take(), network());
    }

    private Optional<NetworkStatsSet> network() {
        var rxBytes = counters.get(0).takeCounter();
        return rxBytes.map(_ -> new NetworkStatsSet(
                rxBytes,
                counters.get(1).takeCounter(),
                counters.get(2).takeCounter(),
                counters.get(3).takeCounter(),
                counters.get(4).takeCounter(),
                counters.get(5).takeCounter(),
                counters.get(6).takeCounter(),
                counters.get(7).takeCounter(),
                rxRate.take(),
                txRate.take()));
    }

    /// The last reading, for the metadata of a container.
    synchronized Optional<Timed> latest() {
        return before;
    }
}
