package io.argosy.insight.causes;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Owner;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.argosy.Evidence;
import io.argosy.shapes.argosy.FailedContainer;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.ecs.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Why a task is as it is: why it stopped, what it waits for, or that it runs.
final class TaskCauses {
    private static final Duration LONG_PENDING = Duration.ofSeconds(60);
    private static final String UNHEALTHY = "UNHEALTHY";
    private static final int LONGEST_IMAGE = 200;

    private final Known known;
    private final CapacityCauses capacity;

    TaskCauses(Known known) {
        this.known = known;
        this.capacity = new CapacityCauses(known);
    }

    Finding of(Task task) {
        Finding.Builder finding = switch (task.state()) {
            case TaskState.Provisioning _ -> capacity.of(task);
            case TaskState.Pending(var on) -> onInstance(known.state().instance(on), pending(task));
            case TaskState.Running(var on) -> onInstance(known.state().instance(on), running(task));
            case TaskState.Stopping stopping -> ending(task, stopping.reason());
            case TaskState.Stopped(StopReason reason, var _) -> ending(task, reason);
        };
        return Findings.about(task, known, finding)
                .symptom(symptom(task))
                .since(since(task))
                .evidence(evidence(task))
                .containers(containers(task))
                .build();
    }

    /// Whether somebody should look: it failed, its instance is gone, or it has waited long.
    boolean wrong(Task task) {
        return switch (task.state()) {
            case TaskState.Provisioning _ -> capacity.wrong(task);
            case TaskState.Pending(var on) -> away(on) || waitsLong(task);
            case TaskState.Running(var on) -> away(on) || unhealthy(task).isPresent();
            case TaskState.Stopping stopping -> failed(task, stopping.reason());
            case TaskState.Stopped(StopReason reason, var _) -> failed(task, reason);
        };
    }

    private boolean waitsLong(Task task) {
        return !known.within(LONG_PENDING, since(task));
    }

    private boolean away(io.argosy.model.ContainerInstanceId on) {
        return known.state()
                .instance(on)
                .filter(ContainerInstance::agentConnected)
                .isEmpty();
    }

    private static boolean failed(Task task, StopReason reason) {
        boolean done = task.owner() instanceof Owner.Standalone
                && reason.code() == StopCode.ESSENTIAL_CONTAINER_EXITED
                && failedContainer(task).isEmpty();
        return !done && (reason.ofItself() || reason.code() == StopCode.TERMINATION_NOTICE);
    }

    /// Of a task whose agent is away nobody knows more than that.
    private Finding.Builder onInstance(Optional<ContainerInstance> on, Finding.Builder otherwise) {
        return on.filter(instance -> !instance.agentConnected())
                .map(instance -> Findings.of(
                        Severity.CRITICAL,
                        new Diagnosis(
                                "InstanceGone",
                                "the agent of " + InstanceNames.of(instance) + " is not connected"
                                        + instance.disconnectedSince()
                                                .map(since -> ", since " + known.ago(since))
                                                .orElse("")
                                        + "; nobody knows how the task is",
                                "argosy why " + InstanceNames.of(instance))))
                .orElse(otherwise);
    }

    private Finding.Builder pending(Task task) {
        Severity severity = waitsLong(task) ? Severity.WARNING : Severity.NOTE;
        Optional<Instant> pulls = task.timeline().at(TaskTimestamp.PULL_STARTED);
        if (pulls.isPresent() && task.timeline().at(TaskTimestamp.PULL_STOPPED).isEmpty()) {
            return Findings.of(
                    severity,
                    new Diagnosis(
                            "Pulling",
                            "its images are being pulled, since " + known.ago(pulls.get()),
                            "wait; the agent gives up by itself when nothing moves"));
        }
        List<String> waiting = task.containers().stream()
                .filter(container -> !container.lastStatus().equals(Optional.of("RUNNING")))
                .map(container -> container.name().orElse("") + " is "
                        + container.lastStatus().orElse("PENDING"))
                .toList();
        return Findings.of(
                severity,
                new Diagnosis(
                        "Starting",
                        "its containers are being started: " + String.join(", ", waiting),
                        "wait; a container that waits for another one shows what that is doing"));
    }

    private Finding.Builder running(Task task) {
        return unhealthy(task)
                .map(container -> Findings.of(
                        Severity.CRITICAL,
                        new Diagnosis(
                                "HealthCheckFailed",
                                "container " + container.name().orElse("") + " runs, and its health check fails"
                                        + check(task, container),
                                "run the check's command in the container, and look at its output: docker inspect")))
                .orElseGet(() -> Findings.of(Severity.NOTE, Findings.well("it runs")));
    }

    static Optional<Container> unhealthy(Task task) {
        return task.containers().stream()
                .filter(container -> container.healthStatus().equals(Optional.of(UNHEALTHY)))
                .findFirst();
    }

    private String check(Task task, Container container) {
        return known.definition(task.definition()).stream()
                .flatMap(definition -> definition.content().containerDefinitions().orElse(List.of()).stream())
                .filter(one -> one.name().equals(container.name()))
                .flatMap(one -> one.healthCheck().stream())
                .map(health -> ": " + String.join(" ", health.command()))
                .findFirst()
                .orElse("");
    }

    private Finding.Builder ending(Task task, StopReason reason) {
        Severity severity = failed(task, reason) ? Severity.CRITICAL : Severity.NOTE;
        return Findings.of(severity, diagnosis(task, reason));
    }

    /// The reason's own words, or those of the container that ended first and badly.
    Diagnosis diagnosis(Task task, StopReason reason) {
        return switch (reason.code()) {
            case USER_INITIATED ->
                new Diagnosis("StoppedByUser", reason.text(), "run it again if it should not have been stopped");
            case TERMINATION_NOTICE, INFRASTRUCTURE_HEALTH, SPOT_INTERRUPTION ->
                new Diagnosis(
                        "InstanceGone",
                        reason.text()
                                + task.placedOn()
                                        .map(on -> " It was placed on " + known.name(on) + ".")
                                        .orElse(""),
                        task.placedOn()
                                .map(on -> "argosy why " + known.name(on))
                                .orElse("look after its host"));
            case SERVICE_SCHEDULER_INITIATED -> Diagnosis.of(reason.text());
            case TASK_FAILED_TO_START, ESSENTIAL_CONTAINER_EXITED -> ofContainers(task, reason);
        };
    }

    private static Diagnosis ofContainers(Task task, StopReason reason) {
        Optional<Container> first = failedContainer(task);
        Optional<String> words =
                first.flatMap(Container::reason).filter(text -> !text.isBlank() && !text.startsWith("DependencyError"));
        if (reason.text().startsWith("DependencyError") || waitedInVain(task)) {
            return dependency(task, reason, first);
        }
        if (words.isPresent()) {
            return Diagnosis.of(words.get());
        }
        Optional<Diagnosis> exit = first.flatMap(container -> container
                .exitCode()
                .map(status -> Diagnosis.exit(container.name().orElse(""), status)));
        boolean plain = reason.text().startsWith("Essential container in task exited")
                || reason.text().equals("Task failed to start");
        return plain
                ? exit.orElseGet(() -> Diagnosis.exit(
                        task.containers().stream()
                                .flatMap(container -> container.name().stream())
                                .findFirst()
                                .orElse(""),
                        0))
                : Diagnosis.of(reason.text());
    }

    private static boolean waitedInVain(Task task) {
        return task.containers().stream()
                .anyMatch(container -> container.reason().orElse("").startsWith("DependencyError"));
    }

    /// The container that was waited for, and how it ended.
    private static Diagnosis dependency(Task task, StopReason reason, Optional<Container> culprit) {
        String said = task.containers().stream()
                .flatMap(container -> container.reason().stream())
                .filter(text -> text.startsWith("DependencyError"))
                .findFirst()
                .orElse(reason.text());
        String how = culprit.map(container -> "; container " + container.name().orElse("") + " ended"
                        + container
                                .exitCode()
                                .map(code -> " with exit code " + code)
                                .orElse("")
                        + container
                                .reason()
                                .filter(text -> !text.isBlank())
                                .map(text -> ": " + text)
                                .orElse(""))
                .orElse("");
        return new Diagnosis(
                "DependencyFailed",
                said + how,
                "mend container "
                        + culprit.flatMap(Container::name).orElse("that was waited for")
                        + ": the other one waits for it by dependsOn");
    }

    /// The container that ended badly and not because of another one; reasons of its own say more than an exit code.
    private static Optional<Container> failedContainer(Task task) {
        return task.containers().stream()
                .filter(container -> !container.reason().orElse("").startsWith("DependencyError"))
                .filter(container -> container
                                .reason()
                                .filter(text -> !text.isBlank())
                                .isPresent()
                        || container.exitCode().filter(code -> code != 0).isPresent())
                .min(Comparator.comparing(container -> container.reason().isEmpty()));
    }

    private String symptom(Task task) {
        String where = task.placedOn().map(on -> " on " + known.name(on)).orElse("");
        String whose = task.owner() instanceof Owner.OfService ofService ? " of service " + ofService.service() : "";
        return "task " + InstanceNames.brief(task.id().value()) + whose + " is "
                + task.state().lastStatus() + where;
    }

    static Instant since(Task task) {
        return List.of(TaskTimestamp.STOPPED, TaskTimestamp.STOPPING, TaskTimestamp.STARTED, TaskTimestamp.CREATED)
                .stream()
                .flatMap(moment -> task.timeline().at(moment).stream())
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    private static List<Evidence> evidence(Task task) {
        List<Evidence> all = new ArrayList<>();
        for (TaskTimestamp moment : TaskTimestamp.values()) {
            task.timeline()
                    .at(moment)
                    .ifPresent(at -> all.add(Findings.evidence(
                            at,
                            "task",
                            moment.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))));
        }
        task.ending()
                .filter(reason -> !reason.text().isBlank())
                .ifPresent(reason -> all.add(
                        Findings.evidence(since(task), "task", reason.code().text() + ": " + reason.text())));
        return all;
    }

    List<FailedContainer> containers(Task task) {
        return task.containers().stream()
                .map(container -> shape(task, container))
                .toList();
    }

    private FailedContainer shape(Task task, Container container) {
        var shape = FailedContainer.builder()
                .taskArn(known.scope().arns().task(known.scope().name(), task.id()))
                .name(container.name())
                .image(container.image().map(image -> image.substring(0, Math.min(image.length(), LONGEST_IMAGE))))
                .exitCode(container.exitCode())
                .reason(container.reason())
                .runtimeId(container.runtimeId());
        task.placedOn()
                .ifPresent(on -> shape.containerInstanceArn(known.scope()
                                .arns()
                                .containerInstance(known.scope().name(), on))
                        .instanceName(known.name(on)));
        return shape.build();
    }
}
