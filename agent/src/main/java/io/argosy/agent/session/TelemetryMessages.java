package io.argosy.agent.session;

import io.argosy.agent.tasks.ContainerRecord;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.PauseContainer;
import io.argosy.agent.tasks.Supervisors;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.docker.EngineWatch;
import io.argosy.usage.UsageSampler;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.TcsMessage;
import io.argosy.wire.acs.TcsMessage.ContainerHealth;
import io.argosy.wire.acs.TcsMessage.ContainerMetric;
import io.argosy.wire.acs.TcsMessage.HealthMetadata;
import io.argosy.wire.acs.TcsMessage.InstanceStatus;
import io.argosy.wire.acs.TcsMessage.MetricsMetadata;
import io.argosy.wire.acs.TcsMessage.PublishHealthRequest;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import io.argosy.wire.acs.TcsMessage.PublishMetricsRequest;
import io.argosy.wire.acs.TcsMessage.RestartStatsSet;
import io.argosy.wire.acs.TcsMessage.StatusMetadata;
import io.argosy.wire.acs.TcsMessage.TaskHealth;
import io.argosy.wire.acs.TcsMessage.TaskMetric;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes the telemetry messages: metrics, container health and the state of the engine (agent-protocol 7.3, 7.5).
public final class TelemetryMessages {
    private static final int TASKS_A_MESSAGE = 10;

    /// Where the numbers come from.
    public record Dependencies(Supervisors supervisors, UsageSampler usage, EngineWatch watch) {}

    private final AcsSession.Self self;
    private final Dependencies sources;
    private final Supplier<String> ids;
    private final InstantSource clock;

    public TelemetryMessages(AcsSession.Self self, Dependencies sources, Supplier<String> ids, InstantSource clock) {
        this.self = self;
        this.sources = sources;
        this.ids = ids;
        this.clock = clock;
    }

    private Collection<TaskRecord> live() {
        return sources.supervisors().live().values();
    }

    List<TcsMessage> metrics() {
        List<TaskMetric> tasks = live().stream().map(this::metric).toList();
        String batch = ids.get();
        var host = Optional.of(sources.usage().host().take());
        if (tasks.isEmpty()) {
            return List.of(new PublishMetricsRequest(metadata(batch, true, true), host, List.of(), now()));
        }
        List<TcsMessage> messages = new ArrayList<>();
        for (List<TaskMetric> part : parts(tasks)) {
            boolean last = part.getLast().equals(tasks.getLast());
            messages.add(new PublishMetricsRequest(
                    metadata(batch, false, last), messages.isEmpty() ? host : Optional.empty(), part, now()));
        }
        return messages;
    }

    private MetricsMetadata metadata(String batch, boolean idle, boolean last) {
        return new MetricsMetadata(
                Optional.of(self.cluster()), Optional.of(self.instance()), idle, last, Optional.of(batch));
    }

    private TaskMetric metric(TaskRecord task) {
        return new TaskMetric(
                task.arn(),
                task.task().taskClusterArn(),
                task.task().family(),
                task.task().version(),
                task.containers().stream()
                        .filter(container -> container.state() instanceof Running)
                        .filter(container -> !PauseContainer.is(container.name()))
                        .map(container -> metric(task, container))
                        .toList());
    }

    private ContainerMetric metric(TaskRecord task, ContainerRecord container) {
        AcsContainer given = task.given(container.name());
        Optional<RestartStatsSet> restarts = given.restartPolicy()
                .map(_ -> new RestartStatsSet(container.state().shown().restarts()));
        var named = new ContainerMetric(
                Optional.of(container.name()),
                given.containerArn(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                restarts);
        return sources.usage().take(container.state().dockerId().orElse(""), named);
    }

    /// The health of these tasks' containers, as far as they have health checks.
    List<TcsMessage> health(Collection<TaskRecord> tasks) {
        List<TaskHealth> told = tasks.stream()
                .map(TelemetryMessages::health)
                .filter(task -> !task.containers().isEmpty())
                .toList();
        String batch = ids.get();
        List<TcsMessage> messages = new ArrayList<>();
        for (List<TaskHealth> part : parts(told)) {
            boolean last = part.getLast().equals(told.getLast());
            var metadata = new HealthMetadata(
                    Optional.of(self.cluster()), Optional.of(self.instance()), last, Optional.of(batch));
            messages.add(new PublishHealthRequest(metadata, part, now()));
        }
        return messages;
    }

    List<TcsMessage> health() {
        return health(live());
    }

    private static TaskHealth health(TaskRecord task) {
        List<ContainerHealth> containers = task.containers().stream()
                .filter(container ->
                        task.given(container.name()).healthCheckType().equals(Optional.of("docker")))
                .map(TelemetryMessages::health)
                .toList();
        return new TaskHealth(
                task.arn(),
                task.task().taskClusterArn(),
                task.task().family(),
                task.task().version(),
                containers);
    }

    private static ContainerHealth health(ContainerRecord container) {
        var observed = container.state().shown();
        return new ContainerHealth(
                container.name(),
                observed.health().name(),
                observed.healthSince().map(TelemetryMessages::seconds),
                Optional.empty());
    }

    /// Whether the engine does what it is asked.
    List<TcsMessage> engine() {
        EngineWatch.Verdict verdict = sources.watch().verdict();
        var metadata =
                new StatusMetadata(Optional.of(self.cluster()), Optional.of(self.instance()), Optional.of(ids.get()));
        var runtime = new InstanceStatus(
                "ContainerRuntime",
                verdict.trouble().isPresent() ? "IMPAIRED" : "OK",
                verdict.trouble(),
                Optional.of(seconds(verdict.since())),
                Optional.of(now()));
        return List.of(new PublishInstanceStatusRequest(metadata, List.of(runtime), now()));
    }

    private static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TASKS_A_MESSAGE) {
            parts.add(all.subList(from, Math.min(from + TASKS_A_MESSAGE, all.size())));
        }
        return parts;
    }

    private double now() {
        return seconds(clock.instant());
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1e3;
    }
}
