package io.argosy.events.log;

import io.argosy.control.ClusterScope;
import io.argosy.control.ContainerInstanceShape;
import io.argosy.model.ContainerInstance;
import io.argosy.state.ClusterState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `ECS Container Instance State Change`: one for each version of an instance (ecs-semantics 11.3).
final class InstanceEvents {
    private static final String KIND = "ECS Container Instance State Change";

    private InstanceEvents() {}

    static Optional<Draft> of(
            Optional<ContainerInstance> before,
            ContainerInstance after,
            ClusterScope scope,
            ClusterState state,
            Instant at) {
        if (before.filter(old -> old.version() == after.version()).isPresent()) {
            return Optional.empty();
        }
        var shape = ContainerInstanceShape.of(after, scope, state, false);
        Map<String, Object> detail = Detail.of(shape, io.argosy.shapes.ecs.ContainerInstance.STRUCTURE);
        detail.remove("tags");
        detail.put("clusterArn", scope.arn());
        detail.put("updatedAt", Detail.time(at));
        withoutZeros(detail.getOrDefault("registeredResources", List.of()));
        withoutZeros(detail.getOrDefault("remainingResources", List.of()));
        return Optional.of(
                Draft.of("aws.ecs", KIND, shape.containerInstanceArn().orElse(""), at, detail));
    }

    private static void withoutZeros(Object resources) {
        for (Object resource : (List<?>) resources) {
            ((Map<?, ?>) resource).keySet().removeAll(List.of("doubleValue", "longValue"));
        }
    }
}
