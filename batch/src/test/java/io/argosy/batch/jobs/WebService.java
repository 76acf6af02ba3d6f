package io.argosy.batch.jobs;

import io.argosy.batch.BatchServer;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinitionId;
import io.argosy.reconcilers.ReconcilerDependencies;
import io.argosy.reconcilers.ServiceReconciler;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.state.ClusterStore;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// A service beside jobs, kept by the reconciler of services.
final class WebService {
    private static final ServiceName NAME = new ServiceName("web");
    private static final DeploymentId DEPLOYMENT = new DeploymentId(1_234_567_890_123_456_789L);

    private final ClusterStore store;
    private final ServiceReconciler reconciler;

    /// One task that takes so many CPU units.
    WebService(BatchServer server, ClusterStore store, int cpu) {
        this.store = store;
        server.ecs(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("web")
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("app")
                                .image("busybox")
                                .cpu(cpu)
                                .memory(16)
                                .build()))
                        .build());
        store.write(tx -> {
            tx.add(service(Instant.now()));
            return NAME;
        });
        Supplier<String> ids = () -> UUID.randomUUID().toString().replace("-", "");
        var chance = new Random(3);
        reconciler = new ServiceReconciler(
                store,
                server.stores().account(BatchServer.REALM),
                new ReconcilerDependencies(
                        new TaskLauncher(ids, chance),
                        ControlSettings.at(URI.create("http://fleet.example:9080/")),
                        Instant::now,
                        ids,
                        chance));
    }

    private static Service service(Instant now) {
        return new Service(
                NAME,
                Service.Status.ACTIVE,
                1,
                CreateServiceRequest.builder()
                        .serviceName("web")
                        .taskDefinition("web:1")
                        .desiredCount(1)
                        .launchType("EC2")
                        .build(),
                List.of(new Deployment(
                        DEPLOYMENT,
                        new TaskDefinitionId("web", 1),
                        true,
                        0,
                        Deployment.Rollout.IN_PROGRESS,
                        "",
                        now,
                        now,
                        Map.of())),
                "arn:aws:iam::123456789012:root",
                now,
                now);
    }

    /// Whether its task has an instance, after it was looked after once more.
    boolean placed() {
        reconciler.pass();
        return !store.read().liveOf(NAME).isEmpty();
    }

    boolean saidThatItFindsNoPlace() {
        return store.read().eventsOf(NAME).stream()
                .anyMatch(event -> event.statement().kind() == ServiceEvent.Kind.NO_PLACE);
    }
}
