package io.argosy.control.sessions;

import io.argosy.model.ContainerInstanceId;
import io.argosy.state.ClusterStore;
import io.argosy.wire.acs.TcsMessage.InstanceMetrics;
import io.argosy.wire.acs.TcsMessage.InstanceStatus;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import io.argosy.wire.acs.TcsMessage.PublishMetricsRequest;
import io.argosy.wire.acs.TcsMessage.TaskMetric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The newest of what agents measured, in memory: who wants more than the last minutes keeps it elsewhere. An instance
/// whose telemetry channel is gone has none.
public final class Telemetry {
    static final Duration FRESH = Duration.ofMinutes(3);

    /// What one task was last seen to use, and when.
    public record TaskReading(Instant at, TaskMetric metric) {}

    /// What is known of one instance: its own use, its tasks' by ARN, and the health of its parts.
    public record Reading(
            Instant at,
            Optional<InstanceMetrics> instance,
            Map<String, TaskReading> tasks,
            List<InstanceStatus> statuses) {
        public Reading {
            tasks = Map.copyOf(tasks);
            statuses = List.copyOf(statuses);
        }
    }

    private record Place(ClusterStore store, ContainerInstanceId instance) {}

    private final Map<Place, Reading> readings = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public Telemetry(InstantSource clock) {
        this.clock = clock;
    }

    public Optional<Reading> of(ClusterStore store, ContainerInstanceId instance) {
        return Optional.ofNullable(readings.get(new Place(store, instance)));
    }

    /// A batch comes in several messages; tasks that are in none of them for a while are forgotten.
    void heard(Introduction agent, PublishMetricsRequest metrics) {
        Instant now = clock.instant();
        Reading before = before(agent, now);
        var tasks = new HashMap<>(before.tasks());
        tasks.values().removeIf(task -> task.at().plus(FRESH).isBefore(now));
        metrics.taskMetrics().forEach(metric -> tasks.put(metric.taskArn(), new TaskReading(now, metric)));
        readings.put(
                place(agent),
                new Reading(now, metrics.instanceMetrics().or(before::instance), tasks, before.statuses()));
    }

    void heard(Introduction agent, PublishInstanceStatusRequest health) {
        Instant now = clock.instant();
        Reading before = before(agent, now);
        List<InstanceStatus> statuses = new ArrayList<>(before.statuses());
        for (InstanceStatus status : health.statuses()) {
            statuses.removeIf(older -> older.type().equals(status.type()));
            statuses.add(status);
        }
        readings.put(place(agent), new Reading(now, before.instance(), before.tasks(), statuses));
    }

    private Reading before(Introduction agent, Instant now) {
        Reading known = readings.get(place(agent));
        return known == null ? new Reading(now, Optional.empty(), Map.of(), List.of()) : known;
    }

    void forget(Introduction agent) {
        readings.remove(place(agent));
    }

    private static Place place(Introduction agent) {
        return new Place(agent.scope().store(), agent.instance());
    }
}
