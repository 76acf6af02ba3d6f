package io.argosy.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One attempt to make a service run a revision (ecs-semantics 7.16): `revision` is the one it leads to, `sources` are
/// those it takes the place of. What of it is under way are the `Deployment`s of its service.
public record ServiceDeployment(
        ServiceDeploymentId id,
        DeploymentId revision,
        List<DeploymentId> sources,
        DeploymentStage stage,
        Breaker breaker,
        Instant createdAt,
        Instant updatedAt)
        implements ClusterEntity {
    public static final Index<ServiceDeployment> BY_SERVICE = new Index<>(
            "service", deployment -> List.of(deployment.id().service().value()));

    /// Those that are over, by the minute in which they ended.
    public static final Index<ServiceDeployment> BY_END = new Index<>(
            "end", deployment -> deployment.over() ? List.of(Task.minute(deployment.updatedAt())) : List.of());

    public static final Kind<ServiceDeployment> KIND = Kind.of("ServiceDeployment", ServiceDeployment.class)
            .indexed(BY_SERVICE)
            .indexed(BY_END);

    /// How long, and how many of the newest, a service keeps.
    public static final Duration RETENTION = Duration.ofDays(90);

    public static final int KEPT = 100;

    /// What its circuit breaker counted by its end, of how many.
    public record Breaker(Status status, int failures, int threshold) {
        public static final Breaker OFF = new Breaker(Status.DISABLED, 0, 0);

        public enum Status {
            DISABLED,
            MONITORING,
            MONITORING_COMPLETE,
            TRIGGERED
        }
    }

    public ServiceDeployment {
        sources = List.copyOf(sources);
    }

    /// Those of one service stand together, in their order.
    @Override
    public String key() {
        return id.key();
    }

    public boolean over() {
        return DeploymentLifecycle.over(stage);
    }

    /// After what happened to it; the same where that says nothing to it.
    public ServiceDeployment on(DeploymentTrigger trigger) {
        DeploymentStage next = DeploymentLifecycle.next(stage, trigger);
        return next.equals(stage)
                ? this
                : new ServiceDeployment(id, revision, sources, next, breaker, createdAt, trigger.at());
    }

    public ServiceDeployment with(Breaker now) {
        return new ServiceDeployment(id, revision, sources, stage, now, createdAt, updatedAt);
    }
}
