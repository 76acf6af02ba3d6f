package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentStage;
import io.argosy.model.DeploymentTrigger;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceDeployment.Breaker;
import io.argosy.model.ServiceTally;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The steps of service deployments that take nothing but time (ecs-semantics 7.16): a new one is begun, one whose
/// tasks are all good has come to its end, and one that is to stop has stopped.
public final class DeploymentSteps {
    public static final String SUPERSEDED =
            "Service deployment stopped because a newer service deployment took its place.";

    private static final String DELETED = "Service deployment stopped because its service was deleted.";

    private DeploymentSteps() {}

    /// Those that move on, once the service has moved on so far.
    static List<ServiceDeployment> of(Service service, ServiceTally tally, DeploymentHistory history, Instant now) {
        return history.open().stream()
                .map(deployment -> history.newest().equals(Optional.of(deployment))
                        ? newest(deployment, service, tally, now)
                        : given(deployment, SUPERSEDED, now))
                .filter(deployment -> !history.open().contains(deployment))
                .toList();
    }

    /// All of them end with their service.
    public static List<ServiceDeployment> ended(DeploymentHistory history, Instant now) {
        return history.open().stream()
                .map(deployment -> given(deployment, DELETED, now))
                .toList();
    }

    private static ServiceDeployment given(ServiceDeployment deployment, String because, Instant now) {
        return deployment.on(new DeploymentTrigger.GivenUp(because, now)).on(new DeploymentTrigger.Ended(now));
    }

    private static ServiceDeployment newest(
            ServiceDeployment deployment, Service service, ServiceTally tally, Instant now) {
        boolean complete = service.primary()
                .filter(primary -> primary.rollout() == Deployment.Rollout.COMPLETED)
                .isPresent();
        if (complete) {
            return watched(deployment, service, tally).on(new DeploymentTrigger.Completed(now));
        }
        return switch (deployment.stage()) {
            case DeploymentStage.Pending _ -> watching(deployment, service).on(new DeploymentTrigger.Begun(now));
            case DeploymentStage.StopRequested _ -> deployment.on(new DeploymentTrigger.Ended(now));
            case DeploymentStage.InProgress _,
                    DeploymentStage.RollbackRequested _,
                    DeploymentStage.RollbackInProgress _,
                    DeploymentStage.Successful _,
                    DeploymentStage.Stopped _,
                    DeploymentStage.RollbackSuccessful _,
                    DeploymentStage.RollbackFailed _ -> deployment;
        };
    }

    private static ServiceDeployment watching(ServiceDeployment deployment, Service service) {
        return deployment.with(CircuitBreaker.of(service)
                .map(breaker -> new Breaker(Breaker.Status.MONITORING, 0, breaker.threshold()))
                .orElse(Breaker.OFF));
    }

    private static ServiceDeployment watched(ServiceDeployment deployment, Service service, ServiceTally tally) {
        if (deployment.breaker().status() == Breaker.Status.TRIGGERED) {
            return deployment;
        }
        return deployment.with(CircuitBreaker.of(service)
                .map(breaker -> new Breaker(
                        Breaker.Status.MONITORING_COMPLETE, tally.failed(deployment.revision()), breaker.threshold()))
                .orElse(Breaker.OFF));
    }
}
