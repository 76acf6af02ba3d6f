package io.argosy.insight.causes;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.DeploymentStage;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceDeployment.Breaker;
import io.argosy.model.ServiceEvent;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.shapes.argosy.Finding;
import java.util.Comparator;
import java.util.Optional;

/// A deployment that failed, was taken back or cannot go on: until the next one, and with what ended its tasks as long
/// as one of them is remembered.
final class DeploymentCauses {
    private final Known known;
    private final TaskCauses tasks;

    DeploymentCauses(Known known, TaskCauses tasks) {
        this.known = known;
        this.tasks = tasks;
    }

    /// The finding without what is known of the service itself.
    Optional<Finding.Builder> failed(Service service) {
        Optional<ServiceDeployment> newest =
                known.state().deploymentsOf(service.name()).stream().findFirst();
        return service.primary()
                .filter(primary -> primary.rollout() == Deployment.Rollout.FAILED)
                .map(primary -> about(
                                "DeploymentFailed",
                                "the deployment of " + primary.definition() + " failed: "
                                        + sentence(primary.rolloutReason()),
                                service,
                                primary.id())
                        .since(primary.updatedAt()))
                .or(() -> newest.flatMap(deployment -> takenBack(service, deployment)));
    }

    private static String sentence(String reason) {
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    /// One that a caller took back is as it was wished.
    private Optional<Finding.Builder> takenBack(Service service, ServiceDeployment deployment) {
        if (deployment.breaker().status() != Breaker.Status.TRIGGERED) {
            return Optional.empty();
        }
        return deployment
                .stage()
                .rollingBack()
                .map(rollback -> about(
                                "DeploymentRolledBack",
                                "the deployment of " + revision(service, deployment.revision()) + " failed; "
                                        + went(deployment.stage()) + revision(service, rollback.to()),
                                service,
                                deployment.revision())
                        .since(rollback.since()));
    }

    private static String went(DeploymentStage stage) {
        return switch (stage) {
            case DeploymentStage.RollbackFailed _ -> "nor does it run again on ";
            case DeploymentStage.RollbackSuccessful _ -> "the service is back at ";
            case DeploymentStage.Pending _,
                    DeploymentStage.InProgress _,
                    DeploymentStage.Successful _,
                    DeploymentStage.StopRequested _,
                    DeploymentStage.Stopped _,
                    DeploymentStage.RollbackRequested _,
                    DeploymentStage.RollbackInProgress _ -> "the service goes back to ";
        };
    }

    private String revision(Service service, DeploymentId id) {
        return known.state()
                .revision(service.name(), id)
                .map(revision -> revision.definition().toString())
                .orElseGet(id::toString);
    }

    private Finding.Builder about(String code, String what, Service service, DeploymentId revision) {
        return newestFailure(service, revision)
                .map(task -> {
                    Diagnosis its = tasks.diagnosis(task, task.ending().orElseThrow());
                    return Findings.of(
                                    Severity.WARNING,
                                    new Diagnosis(
                                            code, what + "; its last task failed: " + its.cause(), its.nextStep()))
                            .containers(tasks.containers(task));
                })
                .orElseGet(() -> Findings.of(
                        Severity.WARNING, new Diagnosis(code, what, "deploy a task definition whose tasks stay up")));
    }

    private Optional<Task> newestFailure(Service service, DeploymentId revision) {
        return known.state().tasksOf(service.name()).stream()
                .filter(task -> task.owner() instanceof Owner.OfService(var _, var its) && its.equals(revision))
                .filter(task -> task.ending().filter(StopReason::ofItself).isPresent())
                .max(Comparator.comparing(TaskCauses::since));
    }

    /// One that its percents leave no step to take, or whose upkeep fails.
    Optional<Finding.Builder> blocked(Service service) {
        return known.state().eventsOf(service.name()).stream()
                .takeWhile(event -> event.statement().kind() != ServiceEvent.Kind.STEADY_STATE)
                .filter(event -> event.statement().kind() == ServiceEvent.Kind.DEPLOYMENT_BLOCKED
                        || event.statement().kind() == ServiceEvent.Kind.INTERNAL_ERROR)
                .findFirst()
                .map(event -> Findings.of(Severity.WARNING, diagnosis(event)).since(event.createdAt()));
    }

    private static Diagnosis diagnosis(ServiceEvent event) {
        return event.statement().kind() == ServiceEvent.Kind.DEPLOYMENT_BLOCKED
                ? new Diagnosis(
                        "DeploymentBlocked",
                        event.message(),
                        "let the deployment stop one or start one more: minimumHealthyPercent below 100, or"
                                + " maximumPercent above")
                : new Diagnosis(
                        "InternalError", event.message(), "look into the server's log; it is tried again by itself");
    }
}
