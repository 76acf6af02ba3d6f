package io.argosy.control;

import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.List;

/// All that decides what a new task is and where it may go. Constraints and strategies are the caller's, already
/// checked; those of the definition and the usual strategies are added by `TaskLauncher`.
public record LaunchRequest(
        ClusterScope scope,
        TaskDefinition definition,
        Owner owner,
        LaunchType launchType,
        TaskOverride overrides,
        List<Tag> tags,
        boolean enableExecuteCommand,
        List<PlacementConstraint> constraints,
        List<PlacementStrategy> strategies) {

    public LaunchRequest {
        tags = List.copyOf(tags);
        constraints = List.copyOf(constraints);
        strategies = List.copyOf(strategies);
    }

    public LaunchRequest as(LaunchType type) {
        return new LaunchRequest(
                scope, definition, owner, type, overrides, tags, enableExecuteCommand, constraints, strategies);
    }
}
