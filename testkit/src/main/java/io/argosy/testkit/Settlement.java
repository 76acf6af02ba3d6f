package io.argosy.testkit;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.state.AccountState;
import io.argosy.state.ClusterState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Whether all has come to be as it is wanted, seen from both sides: what the store says is there, and what is there
/// the store says. `gone` are the tokens of registrations whose machine is no more.
record Settlement(
        AccountState account, ClusterState state, Collection<SimulatedMachine> machines, Collection<String> gone) {
    /// What is not as it is wanted.
    List<String> open() {
        List<String> open = new ArrayList<>();
        for (Task task : state.tasks()) {
            if (!(task.state() instanceof TaskState.Running) && !task.state().stopped()) {
                open.add("in between: " + Describe.of(task));
            }
        }
        state.services().stream()
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .flatMap(service -> service.deployments().stream())
                .filter(deployment ->
                        account.taskDefinition(deployment.definition()).isEmpty())
                .forEach(deployment -> open.add("its definition is gone: " + deployment));
        state.services().forEach(service -> unsettled(service).ifPresent(open::add));
        machines.forEach(machine -> unsettled(machine).ifPresent(open::add));
        state.instances().forEach(instance -> unsettled(instance).ifPresent(open::add));
        return open;
    }

    /// Behind every instance stands a machine, and it takes tasks; or it is one that is gone, and shown so.
    private Optional<String> unsettled(ContainerInstance instance) {
        if (!instance.registered()) {
            return Optional.empty();
        }
        if (machines.stream().anyMatch(machine -> is(machine, instance))) {
            return instance.lost().isEmpty()
                    ? Optional.empty()
                    : Optional.of(instance.id() + " still recovers from " + instance.lost());
        }
        boolean goneForGood = instance.clientToken().filter(gone::contains).isPresent();
        return goneForGood && !instance.agentConnected()
                ? Optional.empty()
                : Optional.of("no machine is " + instance.id());
    }

    private static boolean is(SimulatedMachine machine, ContainerInstance instance) {
        return machine.arn().orElse("").endsWith(instance.id().value());
    }

    private Optional<String> unsettled(Service service) {
        long running = state.tasksOf(service.name()).stream()
                .filter(task -> task.state().running())
                .count();
        boolean reached = switch (service.status()) {
            case ACTIVE ->
                running == service.desiredCount() && (service.deployments().size() == 1 || rigid(service));
            case DRAINING -> false;
            case INACTIVE -> running == 0;
        };
        return reached ? Optional.empty() : Optional.of(running + " running of " + Describe.of(service, state));
    }

    /// Percents that leave a roll-out no step to take, by rounding (ecs-semantics 7.6).
    private static boolean rigid(Service service) {
        int desired = service.desiredCount();
        return desired * service.maximumPercent() / 100 <= desired
                && (desired * service.minimumHealthyPercent() + 99) / 100 >= desired;
    }

    /// What runs on a machine is what the store says runs there.
    private Optional<String> unsettled(SimulatedMachine machine) {
        boolean connected = state.instances().stream()
                .filter(ContainerInstance::agentConnected)
                .anyMatch(instance ->
                        machine.arn().orElse("").endsWith(instance.id().value()));
        if (!connected) {
            return Optional.of(machine.name() + " is not connected");
        }
        List<String> there = machine.tasks().stream()
                .filter(task -> task.phase() != PretendTask.Phase.ENDED)
                .map(task -> task.arn().substring(task.arn().lastIndexOf('/') + 1))
                .sorted()
                .toList();
        List<String> here = state.tasks().stream()
                .filter(task -> task.on()
                        .map(on -> machine.arn().orElse("").endsWith(on.value()))
                        .orElse(false))
                .map(task -> task.id().value())
                .sorted()
                .toList();
        return there.equals(here) ? Optional.empty() : Optional.of(machine + " should run " + here);
    }
}
