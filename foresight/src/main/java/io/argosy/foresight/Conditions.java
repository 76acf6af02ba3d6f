package io.argosy.foresight;

import io.argosy.control.ControlSettings;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.planning.CircuitBreaker;
import io.argosy.shapes.argosy.PlanCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a plan rests on: it comes true if all of this holds, and nobody changes anything else meanwhile.
final class Conditions {
    private static final int MOST_NAMES = 10;

    private final Trial trial;
    private final ControlSettings settings;
    private final Forecast forecast;
    private final List<Service> concerned;
    private final List<PlanCondition> conditions = new ArrayList<>();

    Conditions(Trial trial, ControlSettings settings, Forecast forecast, Set<ServiceName> concerned) {
        this.trial = trial;
        this.settings = settings;
        this.forecast = forecast;
        this.concerned = concerned.stream()
                .flatMap(name -> trial.state().service(name).stream())
                .toList();
    }

    /// `busy` are the services that were on their way somewhere before the change.
    List<PlanCondition> all(Set<ServiceName> busy) {
        List<Task> started = forecast.steps().stream()
                .flatMap(step -> step.starts().stream())
                .map(Forecast.Start::task)
                .toList();
        health(started);
        breakers(started);
        timing();
        if (!trial.draws().certain()) {
            add(
                    "CHANCE",
                    "where several instances or tasks are equally good chance chooses; from the first such choice on"
                            + " the instances and tasks named here are one of the ways it can go");
        }
        waiting(started);
        absent();
        protection();
        if (!busy.isEmpty()) {
            add(
                    "OTHERS",
                    "on their way already, and part of these steps: "
                            + names(busy.stream().map(ServiceName::value)));
        }
        if (!forecast.whole()) {
            add("CUT", "the plan was cut off: what follows would take more than an hour of waiting, or too many tasks");
        }
        return List.copyOf(conditions);
    }

    private void add(String code, String text) {
        conditions.add(PlanCondition.builder().code(code).text(text).build());
    }

    private static String names(Stream<String> all) {
        List<String> names = all.distinct().toList();
        String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? some + " and " + (names.size() - MOST_NAMES) + " more" : some;
    }

    private void health(List<Task> started) {
        if (started.isEmpty()) {
            return;
        }
        boolean checked = started.stream().anyMatch(task -> !task.checked().isEmpty());
        boolean timed = started.stream().anyMatch(task -> task.checked().isEmpty());
        add(
                "HEALTH",
                "every task that is started runs and stays"
                        + (checked ? ", and its health checks say that it is healthy" : "")
                        + (timed
                                ? "; without health checks it counts as healthy after "
                                        + settings.healthyAfter().toSeconds() + " s"
                                : ""));
    }

    private void breakers(List<Task> started) {
        if (started.isEmpty()) {
            return;
        }
        for (Service service : concerned) {
            CircuitBreaker.of(service)
                    .ifPresent(breaker -> add(
                            "CIRCUIT_BREAKER",
                            "after " + breaker.threshold() + " failed tasks the deployment of " + service.name()
                                    + (breaker.rollback()
                                            ? " goes back to the last revision that ran well"
                                            : " fails, and nothing more is started")));
        }
    }

    private void timing() {
        if (forecast.steps().size() > 1) {
            add(
                    "TIMING",
                    "tasks of one step start and stop together; where they take different times, steps overlap: as many"
                            + " start and stop, but in another order, and maybe in other places");
        }
    }

    private void waiting(List<Task> started) {
        List<Task> waiting = started.stream()
                .filter(task -> trial.state()
                        .task(task.id())
                        .filter(now -> now.state() instanceof TaskState.Provisioning)
                        .isPresent())
                .toList();
        if (!waiting.isEmpty()) {
            add(
                    "CAPACITY",
                    waiting.size() + " tasks wait for instances of "
                            + names(waiting.stream().flatMap(task -> task.capacityProvider().stream()))
                            + ", which are made when they are missing; what follows then is not in this plan");
        }
    }

    private void absent() {
        List<String> absent = trial.state().instances().stream()
                .filter(instance -> instance.registered() && !instance.agentConnected())
                .filter(instance -> !trial.state().liveOn(instance.id()).isEmpty())
                .map(ContainerInstance::id)
                .map(id -> id.value().substring(0, 8))
                .toList();
        if (!absent.isEmpty()) {
            add(
                    "AGENTS",
                    "no agent is connected on " + names(absent.stream())
                            + "; the plan is for the time before it comes back or is given up");
        }
    }

    private void protection() {
        Optional<Instant> last = concerned.stream()
                .flatMap(service -> trial.state().liveOf(service.name()).stream())
                .flatMap(task -> task.protectedUntil(trial.now()).stream())
                .max(Instant::compareTo);
        last.ifPresent(until -> add(
                "PROTECTED",
                "tasks are protected, the last until " + until
                        + "; they go after that, or when their protection ends"));
    }
}
