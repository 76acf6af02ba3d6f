package io.argosy.insight.causes;

import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.LaunchBackoff;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceTally;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskState;
import io.argosy.shapes.argosy.Evidence;
import io.argosy.shapes.argosy.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What keeps a service from what is wanted of it: no place, tasks that fail, checks that fail, an instance that is
/// gone, a deployment that cannot go on.
final class ServiceCauses {
    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final int EVENTS = 5;

    private final Known known;
    private final TaskCauses tasks;
    private final DeploymentCauses deployments;

    ServiceCauses(Known known) {
        this.known = known;
        this.tasks = new TaskCauses(known);
        this.deployments = new DeploymentCauses(known, tasks);
    }

    /// What is wrong, or one finding that says how it stands.
    List<Finding> explained(Service service) {
        List<Finding> wrong = wrong(service);
        return wrong.isEmpty() ? List.of(standing(service)) : wrong;
    }

    List<Finding> wrong(Service service) {
        if (service.status() != Service.Status.ACTIVE) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        List<Task> live = List.copyOf(known.state().liveOf(service.name()));
        noPlace(service, live).ifPresent(findings::add);
        first(service, live, task -> task.state() instanceof TaskState.Provisioning && tasks.wrong(task), "waits")
                .ifPresent(findings::add);
        first(
                        service,
                        live,
                        task -> task.state().running()
                                && TaskCauses.unhealthy(task).isPresent(),
                        "is unhealthy")
                .ifPresent(findings::add);
        deployments.failed(service).map(failed -> told(service, failed)).ifPresent(findings::add);
        failing(service, live).filter(_ -> findings.isEmpty()).ifPresent(findings::add);
        away(service, live).ifPresent(findings::add);
        if (findings.isEmpty()) {
            deployments.blocked(service).map(blocked -> told(service, blocked)).ifPresent(findings::add);
            waiting(service, live).ifPresent(findings::add);
        }
        return findings;
    }

    private Finding.Builder finding(Service service, Severity severity, Diagnosis diagnosis) {
        return Findings.about(service, known, Findings.of(severity, diagnosis))
                .symptom(symptom(service))
                .evidence(events(service))
                .since(service.changedAt());
    }

    private Finding standing(Service service) {
        String cause = switch (service.status()) {
            case ACTIVE ->
                running(service) < service.desiredCount()
                        ? "tasks are being started"
                        : "as many tasks run as are wanted";
            case DRAINING -> "it was deleted; its tasks are being stopped";
            case INACTIVE -> "it was deleted";
        };
        return finding(service, Severity.NOTE, Findings.well(cause)).build();
    }

    private long running(Service service) {
        return known.state().liveOf(service.name()).stream()
                .filter(task -> task.state().running())
                .count();
    }

    private String symptom(Service service) {
        return running(service) + " of " + service.desiredCount() + " tasks of service " + service.name() + " run";
    }

    private List<Evidence> events(Service service) {
        return known.state().eventsOf(service.name()).stream()
                .limit(EVENTS)
                .map(event -> Findings.evidence(event.createdAt(), "event", event.message()))
                .toList();
    }

    private static boolean of(DeploymentId deployment, Task task) {
        return task.owner() instanceof Owner.OfService(var _, var its) && its.equals(deployment);
    }

    /// Asked of the same rules that place: which instance would take one more, and if none, what each says.
    private Optional<Finding> noPlace(Service service, List<Task> live) {
        Optional<Deployment> primary = service.primary();
        if (primary.isEmpty() || !wantsMore(service, primary.get(), live)) {
            return Optional.empty();
        }
        Optional<TaskDefinition> definition = known.definition(primary.get().definition());
        if (definition.isEmpty()) {
            return Optional.of(finding(
                            service,
                            Severity.CRITICAL,
                            new Diagnosis(
                                    "DefinitionGone",
                                    "its task definition " + primary.get().definition() + " is gone",
                                    "update the service to a task definition that is there"))
                    .build());
        }
        PreparedLaunch launch = PreparedLaunch.of(
                LaunchRequest.ofService(known.scope(), service, primary.get(), definition.get(), List.of()));
        return noPlace(launch, candidates(service, live))
                .map(place -> finding(service, severity(service), place.diagnosis())
                        .vetoes(place.vetoes().shapes(known))
                        .moreVetoes(place.vetoes().more())
                        .build());
    }

    private Severity severity(Service service) {
        return running(service) < service.desiredCount() ? Severity.CRITICAL : Severity.WARNING;
    }

    /// Why a launch finds no place now, with what each instance says.
    record Placeless(Diagnosis diagnosis, Vetoes vetoes) {}

    Optional<Placeless> noPlace(PreparedLaunch launch) {
        return noPlace(launch, known.state().loads());
    }

    /// A daemon's next task goes where it has none yet.
    private Collection<InstanceLoad> candidates(Service service, List<Task> live) {
        return known.state().loads().stream()
                .filter(load -> !service.daemon()
                        || live.stream()
                                .noneMatch(task -> task.on()
                                        .equals(Optional.of(load.instance().id()))))
                .toList();
    }

    private Optional<Placeless> noPlace(PreparedLaunch launch, Collection<InstanceLoad> loads) {
        Vetoes vetoes = Vetoes.of(launch.demand(), launch.unavailable(), loads);
        if (vetoes.any()) {
            return Optional.empty();
        }
        Diagnosis diagnosis =
                vetoes.closest().map(closest -> NoPlace.of(closest, loads)).orElseGet(() -> NoPlace.nobody(known));
        return Optional.of(new Placeless(diagnosis, vetoes));
    }

    private boolean wantsMore(Service service, Deployment primary, List<Task> live) {
        long staying = live.stream()
                .filter(task -> of(primary.id(), task) && task.state().wanted())
                .count();
        return primary.rollout() != Deployment.Rollout.FAILED
                && staying < service.desiredCount()
                && !backoff(service).holds(known.now());
    }

    private LaunchBackoff backoff(Service service) {
        return known.state().tally(service.name()).map(ServiceTally::backoff).orElse(LaunchBackoff.NONE);
    }

    /// What is said of the first of its tasks of which this is so.
    private Optional<Finding> first(Service service, List<Task> live, Predicate<Task> so, String what) {
        return live.stream().filter(so).findFirst().map(task -> {
            Finding one = tasks.of(task);
            return Findings.about(service, known, one.toBuilder())
                    .symptom(symptom(service) + ", and one of them " + what)
                    .evidence(both(events(service), one))
                    .build();
        });
    }

    private static List<Evidence> both(List<Evidence> events, Finding task) {
        List<Evidence> all = new ArrayList<>(events);
        all.addAll(task.evidence().orElse(List.of()));
        return all;
    }

    /// The newest task of the deployment that came to an end by itself, while the service suffers from it.
    private Optional<Finding> failing(Service service, List<Task> live) {
        return newestFailure(service)
                .filter(task -> suffers(service, live, task))
                .map(task -> {
                    StopReason reason = task.ending().orElseThrow();
                    Diagnosis diagnosis = tasks.diagnosis(task, reason);
                    LaunchBackoff backoff = backoff(service);
                    String wait = backoff.holds(known.now())
                            ? "; the next start is tried in " + Ages.of(Duration.between(known.now(), backoff.until()))
                            : "";
                    Severity severity = running(service) < service.desiredCount() || backoff.crashes() > 1
                            ? Severity.CRITICAL
                            : Severity.WARNING;
                    return finding(service, severity, diagnosis)
                            .symptom(symptom(service) + "; its tasks do not stay up" + wait)
                            .since(TaskCauses.since(task))
                            .evidence(both(events(service), tasks.of(task)))
                            .containers(tasks.containers(task))
                            .build();
                });
    }

    private Optional<Task> newestFailure(Service service) {
        return known.state().tasksOf(service.name()).stream()
                .filter(task -> service.primary()
                        .filter(primary -> of(primary.id(), task))
                        .isPresent())
                .filter(task -> task.ending().filter(StopReason::ofItself).isPresent())
                .max(Comparator.comparing(TaskCauses::since));
    }

    private boolean suffers(Service service, List<Task> live, Task failed) {
        LaunchBackoff backoff = backoff(service);
        boolean few = live.stream().filter(task -> task.state().running()).count() < service.desiredCount();
        boolean counted = backoff.failures() > 0 || backoff.crashes() > 0;
        return few || counted || known.within(RECENT, TaskCauses.since(failed));
    }

    /// Tasks that are counted as running and that nobody hears of.
    private Optional<Finding> away(Service service, List<Task> live) {
        List<ContainerInstance> gone = live.stream()
                .flatMap(task -> task.on().stream())
                .distinct()
                .flatMap(on -> known.state().instance(on).stream())
                .filter(instance -> !instance.agentConnected())
                .toList();
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        ContainerInstance first = gone.getFirst();
        long there = live.stream()
                .filter(task -> task.on().equals(Optional.of(first.id())))
                .count();
        return Optional.of(finding(
                        service,
                        Severity.WARNING,
                        new Diagnosis(
                                "InstanceGone",
                                there + " of its tasks are on " + InstanceNames.of(first)
                                        + ", whose agent is not connected",
                                "argosy why " + InstanceNames.of(first)))
                .symptom("nobody hears of " + there + " tasks of service " + service.name())
                .since(first.disconnectedSince().orElse(known.now()))
                .build());
    }

    /// With what is known of the service; what the finding says of its own stays.
    private Finding told(Service service, Finding.Builder finding) {
        return Findings.about(service, known, finding)
                .symptom(symptom(service))
                .evidence(events(service))
                .build();
    }

    /// A task that has been starting for long.
    private Optional<Finding> waiting(Service service, List<Task> live) {
        return live.stream()
                .filter(task -> !task.state().running() && task.state().wanted() && tasks.wrong(task))
                .findFirst()
                .map(task -> Findings.about(service, known, tasks.of(task).toBuilder())
                        .symptom(symptom(service) + "; "
                                + tasks.of(task).symptom().orElse("") + " for "
                                + known.ago(task.timeline()
                                        .at(io.argosy.model.TaskTimestamp.CREATED)
                                        .orElse(Instant.EPOCH)))
                        .build());
    }
}
