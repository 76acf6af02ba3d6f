package io.argosy.model;

import io.argosy.shapes.ecs.CreateTaskSetRequest;
import io.argosy.shapes.ecs.Scale;
import io.argosy.shapes.ecs.Tag;
import java.time.Instant;
import java.util.List;

/// A part of a service whose roll-outs somebody else controls (ecs-semantics 7.17): tasks of one definition, as many as
/// its share of what the service wants. It has a deployment's number, and its tasks belong to that. `configuration` is
/// what the caller gave, defaults filled in. A DRAINING one is gone with its last task.
public record TaskSet(
        ServiceName service,
        DeploymentId id,
        TaskDefinitionId definition,
        Status status,
        CreateTaskSetRequest configuration,
        Stability stability,
        Instant createdAt,
        Instant updatedAt)
        implements ClusterEntity {
    public static final Index<TaskSet> BY_SERVICE =
            new Index<>("service", set -> List.of(set.service().value()));

    public static final Kind<TaskSet> KIND = Kind.of("TaskSet", TaskSet.class).indexed(BY_SERVICE);

    /// How many a service may have.
    public static final int MOST = 5;

    private static final double ALL = 100;

    public enum Status {
        PRIMARY,
        ACTIVE,
        DRAINING
    }

    /// Whether all of its tasks are there and good, and since when that is so or not.
    public record Stability(boolean steady, Instant since) {
        Stability now(boolean isSteady, Instant now) {
            return isSteady == steady ? this : new Stability(isSteady, now);
        }
    }

    @Override
    public String key() {
        return key(service, id);
    }

    public static String key(ServiceName service, DeploymentId id) {
        return service + "/" + id.number();
    }

    public List<Tag> tags() {
        return configuration.tags().orElse(List.of());
    }

    /// How many percent of what its service wants.
    public double percent() {
        return configuration.scale().flatMap(Scale::value).orElse(ALL);
    }

    /// How many tasks that are, of so many.
    public int wants(int desired) {
        return status == Status.DRAINING ? 0 : (int) Math.ceil(desired * percent() / ALL);
    }

    public TaskSet scaled(Scale to, Instant now) {
        return new TaskSet(
                service,
                id,
                definition,
                status,
                configuration.toBuilder().scale(to).build(),
                stability.now(false, now),
                createdAt,
                now);
    }

    public TaskSet with(Status next, Instant now) {
        return new TaskSet(service, id, definition, next, configuration, stability, createdAt, now);
    }

    public TaskSet steady(boolean isSteady, Instant now) {
        return new TaskSet(
                service, id, definition, status, configuration, stability.now(isSteady, now), createdAt, updatedAt);
    }
}
