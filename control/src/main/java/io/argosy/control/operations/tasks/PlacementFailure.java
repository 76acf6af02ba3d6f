package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.model.Caller;
import io.argosy.planning.Decision;
import io.argosy.shapes.ecs.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why a task found no room, as the failure of the instance that came closest (ecs-semantics 5.5).
final class PlacementFailure {
    private static final Logger log = LoggerFactory.getLogger(PlacementFailure.class);

    private PlacementFailure() {}

    static Failure failure(Decision.NoRoom why, LaunchRequest what, Caller caller) {
        ClusterScope scope = what.scope();
        return why.closest()
                .map(closest -> {
                    log.info(
                            "request={} cluster={} definition={} instance={} {}",
                            caller.requestId(),
                            scope.name(),
                            what.definition().id(),
                            closest.on(),
                            closest.veto().sentence());
                    String arn = scope.arns().containerInstance(scope.name(), closest.on());
                    return Failure.builder()
                            .arn(arn)
                            .reason(closest.veto().reason())
                            .detail("(container-instance " + closest.on() + ") "
                                    + closest.veto().sentence())
                            .build();
                })
                .orElseThrow(() -> new IllegalStateException("no room, yet no instance was asked"));
    }
}
