package io.argosy.wire.acs;

import java.util.List;
import java.util.Optional;

/// Everything said on the telemetry channel (TCS), in both directions. Times are epoch seconds.
public sealed interface TcsMessage {
    record PublishMetricsRequest(
            MetricsMetadata metadata,
            Optional<InstanceMetrics> instanceMetrics,
            List<TaskMetric> taskMetrics,
            double timestamp)
            implements TcsMessage {}

    record PublishHealthRequest(HealthMetadata metadata, List<TaskHealth> tasks, double timestamp)
            implements TcsMessage {}

    record PublishInstanceStatusRequest(StatusMetadata metadata, List<InstanceStatus> statuses, double timestamp)
            implements TcsMessage {}

    record AckPublishMetric(Optional<String> message) implements TcsMessage {}

    record AckPublishHealth(Optional<String> message) implements TcsMessage {}

    record AckPublishInstanceStatus(Optional<String> message) implements TcsMessage {}

    record HeartbeatMessage(boolean healthy) implements TcsMessage {}

    record StopTelemetrySessionMessage(Optional<String> message) implements TcsMessage {}

    /// `idle` says nothing runs here; `fin` marks the last message of a batch.
    record MetricsMetadata(
            Optional<String> cluster,
            Optional<String> containerInstance,
            boolean idle,
            boolean fin,
            Optional<String> messageId) {}

    record HealthMetadata(
            Optional<String> cluster, Optional<String> containerInstance, boolean fin, Optional<String> messageId) {}

    record StatusMetadata(Optional<String> cluster, Optional<String> containerInstance, Optional<String> requestId) {}

    /// What the whole instance uses. The two sets come from Argosy's agent only, in the units of a container's.
    record InstanceMetrics(
            Optional<Storage> storage, Optional<StatsSet> cpuStatsSet, Optional<StatsSet> memoryStatsSet) {}

    /// Per cent in use.
    record Storage(Optional<Double> dataFilesystem, Optional<Double> rootFilesystem) {}

    record TaskMetric(
            String taskArn,
            Optional<String> clusterArn,
            Optional<String> taskDefinitionFamily,
            Optional<String> taskDefinitionVersion,
            List<ContainerMetric> containerMetrics) {}

    /// CPU in per cent of the whole host (all cores are 100), memory in MiB without the page cache.
    record ContainerMetric(
            Optional<String> containerName,
            Optional<String> containerArn,
            Optional<StatsSet> cpuStatsSet,
            Optional<StatsSet> memoryStatsSet,
            Optional<NetworkStatsSet> networkStatsSet,
            Optional<StorageStatsSet> storageStatsSet,
            Optional<RestartStatsSet> restartStatsSet) {}

    record StatsSet(double max, double min, double sum, int sampleCount) {}

    /// Cumulative counters, as sampled.
    record CounterSet(long max, long min, long sum, int sampleCount) {}

    record NetworkStatsSet(
            Optional<CounterSet> rxBytes,
            Optional<CounterSet> rxPackets,
            Optional<CounterSet> rxErrors,
            Optional<CounterSet> rxDropped,
            Optional<CounterSet> txBytes,
            Optional<CounterSet> txPackets,
            Optional<CounterSet> txErrors,
            Optional<CounterSet> txDropped,
            Optional<StatsSet> rxBytesPerSecond,
            Optional<StatsSet> txBytesPerSecond) {}

    record StorageStatsSet(Optional<CounterSet> readSizeBytes, Optional<CounterSet> writeSizeBytes) {}

    record RestartStatsSet(long restartCount) {}

    record TaskHealth(
            String taskArn,
            Optional<String> clusterArn,
            Optional<String> taskDefinitionFamily,
            Optional<String> taskDefinitionVersion,
            List<ContainerHealth> containers) {}

    /// `healthStatus` is HEALTHY, UNHEALTHY or UNKNOWN.
    record ContainerHealth(
            String containerName, String healthStatus, Optional<Double> statusSince, Optional<String> statusMessage) {}

    /// `type` is `ContainerRuntime`, …; `status` is OK, IMPAIRED, INSUFFICIENT_DATA or INITIALIZING.
    record InstanceStatus(
            String type,
            String status,
            Optional<String> statusReason,
            Optional<Double> lastStatusChange,
            Optional<Double> lastUpdated) {}
}
