package io.argosy.insight.causes;

import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Owner;
import io.argosy.model.ScalingReport;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.argosy.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is to be said of a subject, the most important first.
final class Explanation {
    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(
                    (Finding finding) -> Severity.valueOf(finding.severity().orElseThrow()))
            .thenComparing(finding -> finding.since().orElse(Instant.EPOCH));

    private final Known known;
    private final InstanceCauses instances;
    private final ServiceCauses services;
    private final TaskCauses tasks;
    private final AccessCauses access;

    Explanation(Known known) {
        this.known = known;
        this.instances = new InstanceCauses(known);
        this.services = new ServiceCauses(known);
        this.tasks = new TaskCauses(known);
        this.access = new AccessCauses(known);
    }

    /// Of what this word names; of everything that is wrong when it is empty. A word that names nothing is refused.
    List<Finding> of(String word) {
        return switch (new SubjectFinder(known).find(word)) {
            case Subject.OfCluster() -> wrong();
            case Subject.OfService(var service) -> services.explained(service);
            case Subject.OfTask(var task) -> List.of(tasks.of(task));
            case Subject.OfInstance(var instance) -> instances.explained(instance);
            case Subject.OfJoinToken(var token) -> List.of(access.explained(token));
            case Subject.OfAgentKey(var key) -> List.of(access.explained(key));
            case Subject.OfDefinition(var definition) -> List.of(placement(definition));
        };
    }

    /// Everything that is wrong in the cluster. Tasks of services are their services' matter.
    private List<Finding> wrong() {
        List<Finding> all = new ArrayList<>();
        if (known.state().loads().isEmpty()
                && known.state().table(ScalingReport.KIND).size() == 0) {
            all.add(nobody());
        }
        known.state().instances().stream()
                .filter(ContainerInstance::registered)
                .forEach(instance -> all.addAll(instances.wrong(instance)));
        known.state().services().stream()
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .forEach(service -> all.addAll(services.wrong(service)));
        lonely().filter(tasks::wrong).map(tasks::of).forEach(all::add);
        known.state().joinTokens().forEach(token -> access.wrong(token).ifPresent(all::add));
        all.sort(WORST_FIRST);
        return all;
    }

    private Finding nobody() {
        return Findings.of(
                        known.state().services().isEmpty() ? Severity.NOTE : Severity.CRITICAL, NoPlace.nobody(known))
                .subject("cluster " + known.scope().name())
                .subjectArn(known.scope().arn())
                .symptom("nothing can run in cluster " + known.scope().name())
                .since(known.now())
                .evidence(List.of())
                .build();
    }

    /// Tasks of no service: those that live, and those that ended a short while ago.
    private Stream<Task> lonely() {
        Stream<Task> live = known.state().loads().stream()
                .flatMap(load -> known.state().liveOn(load.instance().id()).stream());
        Stream<Task> ended = known.state()
                .table(Task.KIND)
                .before(Task.BY_END, "", Character.toString(Character.MAX_VALUE))
                .takeWhile(task -> known.within(
                        RECENT.plusMinutes(1),
                        task.timeline().at(TaskTimestamp.STOPPED).orElse(Instant.EPOCH)))
                .filter(task -> known.within(RECENT, TaskCauses.since(task)));
        return Stream.of(live, waiting(), ended)
                .flatMap(some -> some)
                .filter(task -> task.owner() instanceof Owner.Standalone);
    }

    /// Of those that wait for one capacity provider the one that came first: it stands for all.
    private Stream<Task> waiting() {
        Map<String, Task> first = new TreeMap<>();
        known.state()
                .table(AwaitedPlacement.KIND)
                .inOrder(AwaitedPlacement.IN_ORDER)
                .forEach(awaited -> known.state()
                        .task(awaited.task())
                        .ifPresent(task -> first.putIfAbsent(awaited.provider(), task)));
        return first.values().stream();
    }

    /// Whether one task of it would find a place now.
    private Finding placement(TaskDefinition definition) {
        PreparedLaunch launch = PreparedLaunch.of(LaunchRequest.ofDefinition(known.scope(), definition));
        var shape = services.noPlace(launch)
                .map(place -> Findings.of(Severity.WARNING, place.diagnosis())
                        .symptom("a task of " + definition.id() + " would find no place now")
                        .vetoes(place.vetoes().shapes(known))
                        .moreVetoes(place.vetoes().more()))
                .orElseGet(() -> Findings.of(Severity.NOTE, Findings.well("an instance would take it"))
                        .symptom("a task of " + definition.id() + " would find a place now"));
        return shape.subject("task definition " + definition.id())
                .subjectArn(known.scope().arns().taskDefinition(definition.id()))
                .since(known.now())
                .evidence(List.of())
                .build();
    }
}
