package io.argosy.app.journal;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.DeploymentStage;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceDeployment.Breaker;
import io.argosy.model.ServiceDeploymentId;
import io.argosy.model.ServiceRevision;
import io.argosy.model.TaskSet;
import io.argosy.shapes.ecs.CreateTaskSetRequest;
import io.argosy.shapes.ecs.Scale;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.List;

/// Deployments of a service in every stage, and its revisions.
final class SampleDeployments {
    private static final Instant NOW = SampleJournal.NOW;

    private SampleDeployments() {}

    static void of(Transaction tx, Service service) {
        Deployment target = service.deployments().getFirst();
        Deployment source = service.deployments().getLast();
        service.deployments().forEach(deployment -> tx.add(ServiceRevision.of(service, deployment)));
        taskSets(tx, service, target);
        var back = new DeploymentStage.Rollback(source.id(), "because of that", NOW.plusSeconds(1));
        long sequence = 1;
        for (DeploymentStage stage : List.of(
                new DeploymentStage.Pending(),
                new DeploymentStage.InProgress(NOW),
                new DeploymentStage.Successful(NOW, NOW.plusSeconds(2)),
                new DeploymentStage.StopRequested(NOW, "because"),
                new DeploymentStage.Stopped(NOW, "because", NOW.plusSeconds(2)),
                new DeploymentStage.RollbackRequested(NOW, "because"),
                new DeploymentStage.RollbackInProgress(NOW, back),
                new DeploymentStage.RollbackSuccessful(NOW, back, NOW.plusSeconds(2)),
                new DeploymentStage.RollbackFailed(NOW, back, "because", NOW.plusSeconds(2)))) {
            Breaker.Status status = Breaker.Status.values()[(int) sequence % Breaker.Status.values().length];
            tx.add(new ServiceDeployment(
                    ServiceDeploymentId.of(service.name(), sequence, "%032x".formatted(sequence)),
                    target.id(),
                    sequence == 1 ? List.of() : List.of(source.id()),
                    stage,
                    new Breaker(status, (int) sequence, 3),
                    NOW,
                    NOW.plusSeconds(sequence)));
            sequence++;
        }
    }

    private static void taskSets(Transaction tx, Service service, Deployment target) {
        long number = 11;
        for (TaskSet.Status status : TaskSet.Status.values()) {
            var asked = CreateTaskSetRequest.builder()
                    .service(service.name().value())
                    .cluster("c")
                    .taskDefinition("web:2")
                    .externalId("release-7")
                    .launchType("EC2")
                    .scale(Scale.builder().value(50.0).unit("PERCENT").build());
            tx.add(new TaskSet(
                    service.name(),
                    new DeploymentId(number++),
                    target.definition(),
                    status,
                    asked.build(),
                    new TaskSet.Stability(status == TaskSet.Status.PRIMARY, NOW),
                    NOW,
                    NOW.plusSeconds(1)));
        }
    }
}
