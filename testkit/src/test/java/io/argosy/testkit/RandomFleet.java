package io.argosy.testkit;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentCircuitBreaker;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.shapes.ecs.UpdateTaskProtectionRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A fleet from a seed, with services at rest or on their way, and a change that somebody thinks of.
final class RandomFleet {
    private static final List<String> NAMES = List.of("web", "api", "worker");

    private final SplittableRandom random;
    private final SteppedFleet fleet;
    private final List<ContainerInstanceId> instances = new ArrayList<>();
    private int services;

    RandomFleet(long seed, SteppedFleet fleet) {
        this.random = new SplittableRandom(seed);
        this.fleet = fleet;
    }

    private boolean rarely(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    void furnish() {
        int machines = 1 + random.nextInt(6);
        for (int i = 0; i < machines; i++) {
            instances.add(fleet.joined("z" + random.nextInt(3), 512 << random.nextInt(3), 1_024 << random.nextInt(3)));
        }
        services = 1 + random.nextInt(NAMES.size());
        for (String name : NAMES.subList(0, services)) {
            define(name);
            create(name);
        }
        fleet.settle();
        if (rarely(3)) {
            fleet.call(
                    Ecs.RUN_TASK,
                    RunTaskRequest.builder().taskDefinition("web").count(1).build());
            fleet.settle();
        }
        if (rarely(4)) {
            protect();
        }
        if (rarely(4)) {
            fleet.call(Ecs.UPDATE_SERVICE, update(any(NAMES.subList(0, services))));
            fleet.rest();
            if (rarely(2)) {
                fleet.agentsWork();
                fleet.rest();
            }
        }
    }

    private void protect() {
        List<Task> running = fleet.store().read().tasks().stream()
                .filter(task -> task.state().running())
                .filter(task -> task.owner().group().startsWith("service:"))
                .toList();
        if (!running.isEmpty()) {
            fleet.call(
                    Ecs.UPDATE_TASK_PROTECTION,
                    UpdateTaskProtectionRequest.builder()
                            .cluster("default")
                            .tasks(List.of(any(running).id().value()))
                            .protectionEnabled(true)
                            .expiresInMinutes(1 + random.nextInt(90))
                            .build());
        }
    }

    private void define(String family) {
        fleet.call(Ecs.REGISTER_TASK_DEFINITION, definition(family));
    }

    private RegisterTaskDefinitionRequest definition(String family) {
        var container = ContainerDefinition.builder()
                .name("app")
                .image("registry.example/" + family + ":" + random.nextInt(9))
                .essential(true)
                .cpu(64 << random.nextInt(3))
                .memory(128 << random.nextInt(3));
        if (rarely(3)) {
            container.healthCheck(
                    HealthCheck.builder().command(List.of("CMD", "true")).build());
        }
        if (rarely(5)) {
            container.portMappings(List.of(
                    PortMapping.builder().containerPort(80).hostPort(8_080).build()));
        }
        return RegisterTaskDefinitionRequest.builder()
                .family(family)
                .containerDefinitions(List.of(container.build()))
                .build();
    }

    private void create(String name) {
        fleet.call(
                Ecs.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .serviceName(name)
                        .taskDefinition(name)
                        .desiredCount(random.nextInt(9))
                        .deploymentConfiguration(percents())
                        .placementStrategy(strategies())
                        .placementConstraints(constraints())
                        .build());
    }

    private DeploymentConfiguration percents() {
        int least = any(List.of(0, 50, 50, 100, 100));
        var percents = DeploymentConfiguration.builder()
                .minimumHealthyPercent(least)
                .maximumPercent(any(least == 100 ? List.of(150, 200) : List.of(100, 150, 200)));
        if (rarely(3)) {
            percents.deploymentCircuitBreaker(DeploymentCircuitBreaker.builder()
                    .enable(true)
                    .rollback(rarely(2))
                    .build());
        }
        return percents.build();
    }

    private List<PlacementStrategy> strategies() {
        return switch (random.nextInt(5)) {
            case 0 -> List.of(strategy("spread", "attribute:zone"), strategy("binpack", "memory"));
            case 1 -> List.of(strategy("binpack", "cpu"));
            case 2 -> List.of(PlacementStrategy.builder().type("random").build());
            case 3 -> List.of(strategy("spread", "instanceId"));
            default -> List.of();
        };
    }

    private static PlacementStrategy strategy(String type, String field) {
        return PlacementStrategy.builder().type(type).field(field).build();
    }

    private List<PlacementConstraint> constraints() {
        return switch (random.nextInt(6)) {
            case 0 ->
                List.of(PlacementConstraint.builder().type("distinctInstance").build());
            case 1 ->
                List.of(PlacementConstraint.builder()
                        .type("memberOf")
                        .expression("attribute:zone != z" + random.nextInt(3))
                        .build());
            default -> List.of();
        };
    }

    private UpdateServiceRequest update(String name) {
        var update = UpdateServiceRequest.builder().service(name);
        if (!rarely(3)) {
            define(name);
            update.taskDefinition(name);
        } else if (rarely(3)) {
            update.forceNewDeployment(true);
        }
        if (rarely(2)) {
            update.desiredCount(random.nextInt(10));
        }
        if (rarely(3)) {
            update.deploymentConfiguration(percents());
        }
        return update.build();
    }

    /// What is thought of, and how it is then done.
    record Idea(PlanChangeRequest asked, Runnable done) {}

    Idea idea() {
        return switch (random.nextInt(3)) {
            case 0 -> draining();
            case 1 -> registering();
            default -> updating();
        };
    }

    private Idea updating() {
        UpdateServiceRequest update = update(any(NAMES.subList(0, services)));
        return new Idea(
                PlanChangeRequest.builder().updateService(json(update)).build(),
                () -> fleet.call(Ecs.UPDATE_SERVICE, update));
    }

    private Idea registering() {
        String name = any(NAMES.subList(0, services));
        RegisterTaskDefinitionRequest definition = definition(name);
        UpdateServiceRequest update =
                UpdateServiceRequest.builder().service(name).build();
        return new Idea(
                PlanChangeRequest.builder()
                        .registerTaskDefinition(json(definition))
                        .updateService(json(update))
                        .build(),
                () -> {
                    String arn = fleet.call(Ecs.REGISTER_TASK_DEFINITION, definition)
                            .taskDefinition()
                            .flatMap(made -> made.taskDefinitionArn())
                            .orElseThrow();
                    fleet.call(
                            Ecs.UPDATE_SERVICE,
                            update.toBuilder().taskDefinition(arn).build());
                });
    }

    private Idea draining() {
        List<String> ids = instances.stream()
                .filter(_ -> rarely(instances.size()))
                .map(ContainerInstanceId::value)
                .toList();
        List<String> drained = ids.isEmpty() ? List.of(any(instances).value()) : ids;
        return new Idea(
                PlanChangeRequest.builder().drain(drained).build(),
                () -> fleet.call(
                        Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
                        UpdateContainerInstancesStateRequest.builder()
                                .containerInstances(drained)
                                .status("DRAINING")
                                .build()));
    }

    private static String json(io.argosy.shapes.Shape shape) {
        return new String(JsonCodec.write(shape), StandardCharsets.UTF_8);
    }
}
