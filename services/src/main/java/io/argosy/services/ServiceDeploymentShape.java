package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.DeploymentStage;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceDeployment.Breaker;
import io.argosy.model.ServiceName;
import io.argosy.planning.CircuitBreaker;
import io.argosy.shapes.ecs.Rollback;
import io.argosy.shapes.ecs.ServiceDeploymentAlarms;
import io.argosy.shapes.ecs.ServiceDeploymentBrief;
import io.argosy.shapes.ecs.ServiceDeploymentCircuitBreaker;
import io.argosy.shapes.ecs.ServiceRevisionSummary;
import io.argosy.state.ClusterState;
import java.util.List;
import java.util.Optional;

/// A service deployment as clients see it (ecs-semantics 7.16).
final class ServiceDeploymentShape {
    private final ServiceDeployment deployment;
    private final ClusterScope scope;
    private final ClusterState state;
    private final ServiceName name;
    private final Optional<Service> service;

    private ServiceDeploymentShape(ServiceDeployment deployment, ClusterScope scope, ClusterState state) {
        this.deployment = deployment;
        this.scope = scope;
        this.state = state;
        this.name = deployment.id().service();
        this.service = state.service(name);
    }

    static io.argosy.shapes.ecs.ServiceDeployment of(
            ServiceDeployment deployment, ClusterScope scope, ClusterState state) {
        return new ServiceDeploymentShape(deployment, scope, state).whole();
    }

    /// As lists show it.
    static ServiceDeploymentBrief brief(ServiceDeployment deployment, ClusterScope scope) {
        DeploymentStage stage = deployment.stage();
        return ServiceDeploymentBrief.builder()
                .serviceDeploymentArn(scope.arns().serviceDeployment(scope.name(), deployment.id()))
                .serviceArn(scope.arns().service(scope.name(), deployment.id().service()))
                .clusterArn(scope.arn())
                .startedAt(stage.startedAt())
                .createdAt(deployment.createdAt())
                .finishedAt(stage.finishedAt())
                .targetServiceRevisionArn(scope.arns()
                        .serviceRevision(scope.name(), deployment.id().service(), deployment.revision()))
                .status(stage.status())
                .statusReason(stage.reason())
                .build();
    }

    private io.argosy.shapes.ecs.ServiceDeployment whole() {
        DeploymentStage stage = deployment.stage();
        return io.argosy.shapes.ecs.ServiceDeployment.builder()
                .serviceDeploymentArn(scope.arns().serviceDeployment(scope.name(), deployment.id()))
                .serviceArn(scope.arns().service(scope.name(), name))
                .clusterArn(scope.arn())
                .createdAt(deployment.createdAt())
                .startedAt(stage.startedAt())
                .finishedAt(stage.finishedAt())
                .stoppedAt(stage.stoppedAt())
                .updatedAt(deployment.updatedAt())
                .sourceServiceRevisions(
                        deployment.sources().stream().map(this::summary).toList())
                .targetServiceRevision(summary(deployment.revision()))
                .status(stage.status())
                .statusReason(stage.reason())
                .lifecycleHookDetails(List.of())
                .deploymentConfiguration(
                        service.flatMap(known -> known.configuration().deploymentConfiguration()))
                .rollback(stage.rollingBack().map(this::rollback))
                .deploymentCircuitBreaker(breaker())
                .alarms(ServiceDeploymentAlarms.builder()
                        .status(Breaker.Status.DISABLED.name())
                        .build())
                .build();
    }

    /// Rolling deployments shift no traffic: all of it goes to what runs.
    private ServiceRevisionSummary summary(DeploymentId revision) {
        var counts = new DeploymentCounts(state, name);
        return ServiceRevisionSummary.builder()
                .arn(scope.arns().serviceRevision(scope.name(), name, revision))
                .requestedTaskCount(service.stream()
                        .flatMap(known -> known.deployments().stream())
                        .filter(one -> one.id().equals(revision))
                        .mapToInt(Deployment::desiredCount)
                        .sum())
                .runningTaskCount(counts.running(revision))
                .pendingTaskCount(counts.pending(revision))
                .build();
    }

    private Rollback rollback(DeploymentStage.Rollback rollback) {
        return Rollback.builder()
                .reason(rollback.because())
                .startedAt(rollback.since())
                .serviceRevisionArn(scope.arns().serviceRevision(scope.name(), name, rollback.to()))
                .build();
    }

    /// While it is watched the count is the one of now.
    private ServiceDeploymentCircuitBreaker breaker() {
        Breaker kept = deployment.breaker();
        Optional<CircuitBreaker> now = service.flatMap(CircuitBreaker::of)
                .filter(_ -> !deployment.over() && kept.status() != Breaker.Status.TRIGGERED);
        Breaker shown = now.map(breaker -> new Breaker(
                        Breaker.Status.MONITORING,
                        state.tally(name)
                                .map(tally -> tally.failed(deployment.revision()))
                                .orElse(0),
                        breaker.threshold()))
                .orElse(kept);
        return ServiceDeploymentCircuitBreaker.builder()
                .status(shown.status().name())
                .failureCount(shown.failures())
                .threshold(shown.threshold())
                .build();
    }
}
