package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.planning.Decision;
import io.argosy.shapes.ecs.Failure;

/// Why a task found no room, as the failure of the instance that came closest (ecs-semantics 5.5).
final class Unplaced {
    private Unplaced() {}

    static Failure failure(Decision.NoRoom why, ClusterScope scope) {
        return why.closest()
                .map(closest -> {
                    String arn = scope.arns().containerInstance(scope.name(), closest.getKey());
                    return Failure.builder()
                            .arn(arn)
                            .reason(closest.getValue().reason())
                            .detail("(container-instance " + closest.getKey() + ") "
                                    + closest.getValue().sentence())
                            .build();
                })
                .orElseThrow(() -> new IllegalStateException("no room, yet no instance was asked"));
    }
}
