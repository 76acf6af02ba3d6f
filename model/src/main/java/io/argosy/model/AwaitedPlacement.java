package io.argosy.model;

import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// How a task that waits for an instance is to be placed once its capacity provider has room: what was asked for with
/// it that the task itself does not say. It ends with the wait.
public record AwaitedPlacement(
        TaskId task,
        String provider,
        Instant since,
        List<PlacementConstraint> constraints,
        List<PlacementStrategy> strategies,
        Optional<AwsVpcConfiguration> network)
        implements ClusterEntity {
    /// Those that have waited longest first.
    public static final Index<AwaitedPlacement> IN_ORDER = new Index<>(
            "order",
            awaited -> List.of(HexFormat.of().toHexDigits(awaited.since().toEpochMilli())));

    public static final Index<AwaitedPlacement> BY_PROVIDER =
            new Index<>("provider", awaited -> List.of(awaited.provider()));

    public static final Kind<AwaitedPlacement> KIND = Kind.of("AwaitedPlacement", AwaitedPlacement.class)
            .indexed(IN_ORDER)
            .indexed(BY_PROVIDER);

    public AwaitedPlacement {
        constraints = List.copyOf(constraints);
        strategies = List.copyOf(strategies);
    }

    @Override
    public String key() {
        return task.value();
    }
}
