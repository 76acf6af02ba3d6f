package io.argosy.sessions;

import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.model.ApiException;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.wire.acs.TcsMessage.InstanceMetrics;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import io.argosy.wire.acs.TcsMessage.PublishMetricsRequest;
import io.argosy.wire.acs.TcsMessage.TaskMetric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The newest of what agents measured, in memory: who wants more than the last minutes keeps it elsewhere. What was
/// not said again for a while is not known any more, whichever connection it came by.
public final class TelemetryStore {
    static final Duration FRESH = Duration.ofMinutes(3);

    /// What one task was last seen to use, and when.
    public record TaskReading(Instant at, TaskMetric metric) {}

    /// What is known of one instance: when it last said anything, its own use, its tasks' by ARN.
    public record Reading(Instant at, Optional<InstanceMetrics> instance, Map<String, TaskReading> tasks) {
        public Reading {
            tasks = Map.copyOf(tasks);
        }
    }

    private record Place(ClusterStore store, ContainerInstanceId instance) {}

    private final Map<Place, Reading> readings = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Instant start;

    public TelemetryStore(InstantSource clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    public Optional<Reading> of(ClusterStore store, ContainerInstanceId instance) {
        return Optional.ofNullable(readings.get(new Place(store, instance)))
                .filter(reading -> fresh(reading.at(), clock.instant()));
    }

    private static boolean fresh(Instant at, Instant now) {
        return !at.plus(FRESH).isBefore(now);
    }

    /// A batch comes in several messages; tasks that are in none of them for a while are forgotten. An agent's word
    /// counts for the tasks on its own instance.
    void heard(ClaimedIdentity agent, PublishMetricsRequest metrics) {
        Instant now = clock.instant();
        ClusterState state = agent.scope().store().read();
        readings.compute(place(agent), (_, known) -> {
            var tasks = new HashMap<>(known == null ? Map.<String, TaskReading>of() : known.tasks());
            tasks.values().removeIf(task -> !fresh(task.at(), now));
            for (TaskMetric metric : metrics.taskMetrics()) {
                if (runsThere(metric, agent, state)) {
                    tasks.put(metric.taskArn(), new TaskReading(now, metric));
                }
            }
            Optional<InstanceMetrics> before = known == null ? Optional.empty() : known.instance();
            return new Reading(now, metrics.instanceMetrics().or(() -> before), tasks);
        });
    }

    private static boolean runsThere(TaskMetric metric, ClaimedIdentity agent, ClusterState state) {
        try {
            return state.task(References.task(metric.taskArn(), agent.scope()))
                    .flatMap(Task::on)
                    .filter(agent.instance()::equals)
                    .isPresent();
        } catch (ApiException notOurs) {
            return false;
        }
    }

    void heard(ClaimedIdentity agent, PublishInstanceStatusRequest health) {
        Instant now = clock.instant();
        readings.compute(
                place(agent),
                (_, known) -> new Reading(
                        now,
                        known == null ? Optional.empty() : known.instance(),
                        known == null ? Map.of() : known.tasks()));
        InstanceHealthUpdate.take(health, agent);
    }

    private static Place place(ClaimedIdentity agent) {
        return new Place(agent.scope().store(), agent.instance());
    }

    /// Forgets what nobody repeats, in memory and in what instances are shown to be like. After a start agents have
    /// that long to be heard first.
    public void markDisconnected(Clusters clusters) {
        Instant now = clock.instant();
        readings.values().removeIf(reading -> !fresh(reading.at(), now));
        if (fresh(start, now)) {
            return;
        }
        for (ClusterStore store : clusters.stores().clusters()) {
            for (ContainerInstance instance : List.copyOf(store.read().instances())) {
                if (!instance.health().isEmpty() && !readings.containsKey(new Place(store, instance.id()))) {
                    unknown(store, instance.id());
                }
            }
        }
    }

    private static void unknown(ClusterStore store, ContainerInstanceId id) {
        store.write(tx -> {
            tx.state().instance(id).ifPresent(instance -> tx.update(instance.withHealth(List.of())));
            return id;
        });
    }
}
