package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.model.Caller;
import io.argosy.model.LaunchType;
import io.argosy.planning.Decision;
import io.argosy.planning.Veto;
import io.argosy.shapes.ecs.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why a task found no room, as the failure of the instance that came closest (ecs-semantics 5.5).
final class PlacementFailure {
    private static final Logger log = LoggerFactory.getLogger(PlacementFailure.class);

    private static final String NO_CAPACITY =
            "Capacity is unavailable at this time. Please try again later or in a different availability zone";

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
                    String sentence = "(container-instance " + closest.on() + ") "
                            + closest.veto().sentence();
                    if (what.launchType() == LaunchType.FARGATE) {
                        return fargate(closest.veto()).detail(sentence).build();
                    }
                    String arn = scope.arns().containerInstance(scope.name(), closest.on());
                    return Failure.builder()
                            .arn(arn)
                            .reason(closest.veto().reason())
                            .detail(sentence)
                            .build();
                })
                .orElseGet(() -> Failure.builder()
                        .reason(NO_CAPACITY)
                        .detail("No Container Instances were found in your cluster.")
                        .build());
    }

    /// Where there is no instance that clients know of, ECS speaks of capacity; the detail is of what it is made here.
    private static Failure.Builder fargate(Veto veto) {
        String reason = veto.reason();
        return Failure.builder().reason(reason.startsWith("RESOURCE:") ? NO_CAPACITY : reason);
    }
}
