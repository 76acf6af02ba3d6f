package io.argosy.insight.usage;

import io.argosy.insight.causes.InstanceNames;
import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.sessions.TelemetryStore;
import io.argosy.sessions.TelemetryStore.Reading;
import io.argosy.sessions.TelemetryStore.TaskReading;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.wire.acs.TcsMessage.ContainerMetric;
import io.argosy.wire.acs.TcsMessage.StatsSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The newest of what agents measured, beside what runs where. CPU is in per cent of a whole host, memory in MiB.
public final class Usage {
    private final ClusterStore store;
    private final ClusterState state;
    private final TelemetryStore telemetry;

    public Usage(ClusterStore store, TelemetryStore telemetry) {
        this.store = store;
        this.state = store.read();
        this.telemetry = telemetry;
    }

    /// An instance, and what it said last; nothing if that is too long ago.
    public record OfInstance(InstanceLoad load, Optional<Reading> reading) {
        public ContainerInstance instance() {
            return load.instance();
        }

        public String name() {
            return InstanceNames.of(instance());
        }

        /// Of the host itself, or, from an agent that does not say so, of its tasks together.
        public Optional<Double> cpuPercent() {
            return reading.flatMap(told -> told.instance()
                    .flatMap(host -> host.cpuStatsSet())
                    .map(Usage::mean)
                    .or(() -> together(told, Usage::cpu)));
        }

        public Optional<Double> memoryMib() {
            return reading.flatMap(told -> told.instance()
                    .flatMap(host -> host.memoryStatsSet())
                    .map(Usage::mean)
                    .or(() -> together(told, Usage::memory)));
        }

        public Optional<Double> diskPercent() {
            return reading.flatMap(Reading::instance)
                    .flatMap(host -> host.storage())
                    .flatMap(storage -> storage.dataFilesystem());
        }
    }

    private static Optional<Double> together(Reading told, ToDoubleFunction<TaskReading> of) {
        return told.tasks().isEmpty()
                ? Optional.empty()
                : Optional.of(told.tasks().values().stream().mapToDouble(of).sum());
    }

    public ClusterState state() {
        return state;
    }

    public OfInstance of(InstanceLoad load) {
        return new OfInstance(load, telemetry.of(store, load.instance().id()));
    }

    public static double cpu(TaskReading task) {
        return sum(task, container -> container.cpuStatsSet().map(Usage::mean));
    }

    public static double memory(TaskReading task) {
        return sum(task, container -> container.memoryStatsSet().map(Usage::mean));
    }

    static double received(TaskReading task) {
        return sum(
                task,
                container -> container
                        .networkStatsSet()
                        .flatMap(network -> network.rxBytesPerSecond())
                        .map(Usage::mean));
    }

    static double sent(TaskReading task) {
        return sum(
                task,
                container -> container
                        .networkStatsSet()
                        .flatMap(network -> network.txBytesPerSecond())
                        .map(Usage::mean));
    }

    private static double sum(TaskReading task, Function<ContainerMetric, Optional<Double>> of) {
        return task.metric().containerMetrics().stream()
                .mapToDouble(container -> of.apply(container).orElse(0.0))
                .sum();
    }

    public static double mean(StatsSet set) {
        return set.sampleCount() == 0 ? 0 : set.sum() / set.sampleCount();
    }
}
