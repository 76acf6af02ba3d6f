package io.argosy.planning;

import io.argosy.model.DeploymentId;
import io.argosy.model.DeploymentStage;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceRevision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What of a service's deployments still matters to it: the newest, those that are not over, and the revision that it
/// last ran well with (ecs-semantics 7.9). All three are empty where nothing was kept of them.
public record DeploymentHistory(
        Optional<ServiceDeployment> newest, List<ServiceDeployment> open, Optional<ServiceRevision> good) {
    public static final DeploymentHistory NOTHING =
            new DeploymentHistory(Optional.empty(), List.of(), Optional.empty());

    public DeploymentHistory {
        open = List.copyOf(open);
    }

    /// `deployments` are those of one service, the newest first; no more of them are looked at than it takes.
    public static DeploymentHistory of(
            Iterable<ServiceDeployment> deployments, Function<DeploymentId, Optional<ServiceRevision>> revisions) {
        Optional<ServiceDeployment> newest = Optional.empty();
        List<ServiceDeployment> open = new ArrayList<>();
        Set<DeploymentId> failing = new HashSet<>();
        for (ServiceDeployment deployment : deployments) {
            newest = newest.or(() -> Optional.of(deployment));
            if (!deployment.over()) {
                open.add(deployment);
            }
            Optional<ServiceRevision> good = good(deployment, failing)
                    .filter(id -> !failing.contains(id))
                    .flatMap(revisions);
            if (good.isPresent()) {
                return new DeploymentHistory(newest, open, good);
            }
        }
        return new DeploymentHistory(newest, open, Optional.empty());
    }

    /// The revision that was complete by the end of it. One that did not come up again is no target any more.
    private static Optional<DeploymentId> good(ServiceDeployment deployment, Set<DeploymentId> failing) {
        return switch (deployment.stage()) {
            case DeploymentStage.Successful _ -> Optional.of(deployment.revision());
            case DeploymentStage.RollbackSuccessful(var _, var rollback, var _) -> Optional.of(rollback.to());
            case DeploymentStage.RollbackFailed(var _, var rollback, var _, var _) -> {
                failing.add(rollback.to());
                yield Optional.empty();
            }
            case DeploymentStage.Pending _,
                    DeploymentStage.InProgress _,
                    DeploymentStage.StopRequested _,
                    DeploymentStage.Stopped _,
                    DeploymentStage.RollbackRequested _,
                    DeploymentStage.RollbackInProgress _ -> Optional.empty();
        };
    }
}
