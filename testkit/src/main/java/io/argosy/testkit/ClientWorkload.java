package io.argosy.testkit;

import io.argosy.model.ApiException;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.DeleteTaskDefinitionsRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.DeregisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.state.ClusterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Someone who uses the fleet: changes services, runs and stops tasks, drains machines; one wish at a time, repeated
/// until it is answered. What was answered is held against the server for ever.
final class ClientWorkload {
    static final String CHECKED = "checked";
    private static final int MOST_SINGLE_TASKS = 5;

    private final Faults faults;
    private final InvariantChecker checker;
    private final Supplier<String> ids;
    private final Map<String, Integer> desired = new HashMap<>();
    private final Map<String, String> defined = new HashMap<>();
    private final Map<String, CreateServiceRequest> made = new HashMap<>();
    private final Map<String, CreateServiceRequest> deleted = new LinkedHashMap<>();
    private final Set<String> singles = new LinkedHashSet<>();
    private final Set<String> runs = new LinkedHashSet<>();
    private Optional<Consumer<SimulatedServer>> wish = Optional.empty();
    private boolean asking;

    ClientWorkload(Faults faults, InvariantChecker checker, Supplier<String> ids) {
        this.faults = faults;
        this.checker = checker;
        this.ids = ids;
    }

    /// Asks the next thing, or once more what was not answered. A refusal is an answer.
    void turn(SimulatedServer server) {
        if (asking) {
            return;
        }
        asking = true;
        try {
            Consumer<SimulatedServer> now = wish.orElseGet(() -> next(server));
            wish = Optional.of(now);
            now.accept(server);
            wish = Optional.empty();
        } catch (ApiException refused) {
            // The wish came at a bad time; another will come.
            wish = Optional.empty();
        } finally {
            asking = false;
        }
    }

    void finish(SimulatedServer server) {
        if (wish.isPresent()) {
            turn(server);
        }
    }

    private Consumer<SimulatedServer> next(SimulatedServer server) {
        return switch (faults.below(12)) {
            case 0, 1 -> scaling();
            case 2, 3 -> deploying();
            case 4, 5 -> running();
            case 6, 7 -> stopping(server.store().read());
            case 8 -> deleting();
            case 9 -> redefining();
            case 10 -> draining(server.store().read());
            default -> deregistering(server.store().read());
        };
    }

    /// A service that was deleted comes back as it was at first, once its last task is gone.
    private Consumer<SimulatedServer> deleting() {
        if (!deleted.isEmpty()) {
            var first = deleted.entrySet().iterator().next();
            return creating(first.getKey(), first.getValue());
        }
        String name = anyService();
        var request = DeleteServiceRequest.builder().service(name).force(true).build();
        return server -> {
            try {
                server.call(Ecs.DELETE_SERVICE, request);
            } catch (ApiException gone) {
                // It was deleted when this was asked before, and the answer was lost.
                InvariantViolation.unless(
                        server.store().read().service(new ServiceName(name)).stream()
                                .noneMatch(service -> service.status() == Service.Status.ACTIVE),
                        "%s is active and cannot be deleted: %s",
                        name,
                        gone);
            }
            desired.remove(name);
            Optional.ofNullable(made.get(name)).ifPresent(first -> deleted.put(name, first));
        };
    }

    /// The next revision of a family, and a service that takes it; at times what it ran before is deleted.
    private Consumer<SimulatedServer> redefining() {
        String name = anyService();
        String family = family(name);
        int memory = 128 + 64 * faults.below(4);
        Optional<String> before = Optional.ofNullable(defined.get(name)).filter(_ -> faults.heads());
        return server -> {
            String revision = define(server, family, memory);
            server.call(
                    Ecs.UPDATE_SERVICE,
                    UpdateServiceRequest.builder()
                            .service(name)
                            .taskDefinition(revision)
                            .build());
            defined.put(name, revision);
            before.ifPresent(arn -> delete(server, arn));
        };
    }

    private static void delete(SimulatedServer server, String definition) {
        server.call(
                Ecs.DEREGISTER_TASK_DEFINITION,
                DeregisterTaskDefinitionRequest.builder()
                        .taskDefinition(definition)
                        .build());
        server.call(
                Ecs.DELETE_TASK_DEFINITIONS,
                DeleteTaskDefinitionsRequest.builder()
                        .taskDefinitions(List.of(definition))
                        .build());
    }

    /// Of these, one has a port of the host, and one a check of its health.
    static String family(String service) {
        return switch (service) {
            case "fixed" -> "fixed";
            case "other" -> CHECKED;
            default -> "web";
        };
    }

    void define(SimulatedServer server, String family) {
        define(server, family, 256);
    }

    /// The ARN of the new revision.
    private static String define(SimulatedServer server, String family, int memory) {
        List<PortMapping> ports = family.equals("fixed")
                ? List.of(PortMapping.builder().containerPort(80).hostPort(8080).build())
                : List.of();
        var container = ContainerDefinition.builder()
                .name("app")
                .image("registry.example/app:1")
                .cpu(128)
                .memory(memory)
                .portMappings(ports)
                .healthCheck(Optional.of(HealthCheck.builder()
                                .command(List.of("CMD-SHELL", "true"))
                                .build())
                        .filter(_ -> family.equals(CHECKED)))
                .build();
        return server.call(
                        Ecs.REGISTER_TASK_DEFINITION,
                        RegisterTaskDefinitionRequest.builder()
                                .family(family)
                                .containerDefinitions(List.of(container))
                                .build())
                .taskDefinition()
                .flatMap(TaskDefinition::taskDefinitionArn)
                .orElseThrow();
    }

    void create(SimulatedServer server, String name, int count, int least, int most, String definition) {
        CreateServiceRequest request = CreateServiceRequest.builder()
                .serviceName(name)
                .taskDefinition(definition)
                .desiredCount(count)
                .deploymentConfiguration(DeploymentConfiguration.builder()
                        .minimumHealthyPercent(least)
                        .maximumPercent(most)
                        .build())
                .build();
        wish = Optional.of(creating(name, request));
        turn(server);
    }

    private Consumer<SimulatedServer> creating(String name, CreateServiceRequest request) {
        String token = ids.get();
        return server -> {
            var answer = server.call(
                    Ecs.CREATE_SERVICE, request.toBuilder().clientToken(token).build());
            desired.put(name, request.desiredCount().orElseThrow());
            defined.put(
                    name,
                    answer.service()
                            .flatMap(io.argosy.shapes.ecs.Service::taskDefinition)
                            .orElseThrow());
            made.put(name, request);
            deleted.remove(name);
        };
    }

    private String anyService() {
        return List.copyOf(desired.keySet()).get(faults.below(desired.size()));
    }

    private Consumer<SimulatedServer> scaling() {
        String name = anyService();
        int count = name.equals("fixed") ? 1 : faults.below(5);
        return server -> {
            server.call(
                    Ecs.UPDATE_SERVICE,
                    UpdateServiceRequest.builder()
                            .service(name)
                            .desiredCount(count)
                            .build());
            desired.put(name, count);
        };
    }

    private Consumer<SimulatedServer> deploying() {
        var request = UpdateServiceRequest.builder()
                .service(anyService())
                .forceNewDeployment(true)
                .build();
        return server -> server.call(Ecs.UPDATE_SERVICE, request);
    }

    private Consumer<SimulatedServer> running() {
        if (singles.size() >= MOST_SINGLE_TASKS) {
            return _ -> {};
        }
        String token = ids.get();
        int count = 1 + faults.below(2);
        runs.add(token);
        return server -> {
            var ran = server.call(
                    Ecs.RUN_TASK,
                    RunTaskRequest.builder()
                            .taskDefinition("web")
                            .count(count)
                            .clientToken(token)
                            .startedBy(token)
                            .build());
            ran.tasks().orElse(List.of()).forEach(task -> {
                String arn = task.taskArn().orElseThrow();
                InvariantViolation.unless(checker.knows(id(arn)), "answered before it was durable: %s", arn);
                singles.add(arn);
            });
            long made = server.store().read().tasks().stream()
                    .filter(task -> task.owner() instanceof io.argosy.model.Owner.Standalone single
                            && single.startedBy().equals(token))
                    .count();
            InvariantViolation.unless(made <= count, "%d tasks were asked for once, and %d were made", count, made);
        };
    }

    private static TaskId id(String arn) {
        return new TaskId(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private Consumer<SimulatedServer> stopping(ClusterState state) {
        List<Task> candidates = new ArrayList<>(state.tasks());
        if (candidates.isEmpty()) {
            return _ -> {};
        }
        TaskId id = candidates.get(faults.below(candidates.size())).id();
        return server -> {
            server.call(
                    Ecs.STOP_TASK, StopTaskRequest.builder().task(id.value()).build());
            singles.removeIf(arn -> id(arn).equals(id));
            checker.last(id)
                    .ifPresent(task -> InvariantViolation.unless(
                            !task.state().wanted(), "a stop was answered and is not known: %s", task));
        };
    }

    /// At most one machine is drained at a time.
    private Consumer<SimulatedServer> draining(ClusterState state) {
        Optional<ContainerInstance> drained = state.instances().stream()
                .filter(instance -> instance.status() == ContainerInstance.Status.DRAINING)
                .findFirst();
        return drained.map(instance -> marking(instance, "ACTIVE"))
                .or(() -> any(state).map(instance -> marking(instance, "DRAINING")))
                .orElse(_ -> {});
    }

    private Optional<ContainerInstance> any(ClusterState state) {
        List<ContainerInstance> registered =
                state.instances().stream().filter(ContainerInstance::registered).toList();
        return registered.isEmpty() ? Optional.empty() : Optional.of(registered.get(faults.below(registered.size())));
    }

    static Consumer<SimulatedServer> marking(ContainerInstance instance, String status) {
        return server -> server.call(
                Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
                UpdateContainerInstancesStateRequest.builder()
                        .containerInstances(List.of(instance.id().value()))
                        .status(status)
                        .build());
    }

    private Consumer<SimulatedServer> deregistering(ClusterState state) {
        if (faults.below(4) > 0) {
            return _ -> {};
        }
        return any(state)
                .<Consumer<SimulatedServer>>map(instance -> server -> server.call(
                        Ecs.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .containerInstance(instance.id().value())
                                .force(true)
                                .build()))
                .orElse(_ -> {});
    }

    /// What was answered still holds.
    void check(ClusterState state) {
        if (wish.isPresent()) {
            return;
        }
        desired.forEach((name, count) -> {
            int kept = state.service(new ServiceName(name))
                    .map(service -> service.desiredCount())
                    .orElse(-1);
            InvariantViolation.unless(kept == count, "%s was answered to want %d and wants %d", name, count, kept);
            String definition = Optional.ofNullable(defined.get(name)).orElse("");
            String runs = state.service(new ServiceName(name))
                    .flatMap(Service::primary)
                    .map(deployment -> deployment.definition().toString())
                    .orElse("nothing");
            InvariantViolation.unless(
                    definition.endsWith("/" + runs), "%s was answered to run %s and runs %s", name, definition, runs);
        });
        deleted.keySet()
                .forEach(name -> InvariantViolation.unless(
                        state.service(new ServiceName(name))
                                .filter(service -> service.status() == Service.Status.ACTIVE)
                                .isEmpty(),
                        "%s was answered to be deleted and is active",
                        name));
    }
}
