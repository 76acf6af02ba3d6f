package io.argosy.testkit;

import io.argosy.model.ApiException;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.state.ClusterState;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static final int MOST_SINGLE_TASKS = 5;

    private final Faults faults;
    private final InvariantChecker checker;
    private final Supplier<String> ids;
    private final Map<String, Integer> desired = new HashMap<>();
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
        return switch (faults.below(10)) {
            case 0, 1 -> scaling();
            case 2, 3 -> deploying();
            case 4, 5 -> running();
            case 6, 7 -> stopping(server.store().read());
            case 8 -> draining(server.store().read());
            default -> deregistering(server.store().read());
        };
    }

    void create(SimulatedServer server, String name, int count, int least, int most, String definition) {
        String token = ids.get();
        Consumer<SimulatedServer> creating = at -> {
            at.call(
                    Ecs.CREATE_SERVICE,
                    CreateServiceRequest.builder()
                            .serviceName(name)
                            .clientToken(token)
                            .taskDefinition(definition)
                            .desiredCount(count)
                            .deploymentConfiguration(DeploymentConfiguration.builder()
                                    .minimumHealthyPercent(least)
                                    .maximumPercent(most)
                                    .build())
                            .build());
            desired.put(name, count);
        };
        wish = Optional.of(creating);
        turn(server);
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
        });
    }
}
