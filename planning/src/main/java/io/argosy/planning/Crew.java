package io.argosy.planning;

import io.argosy.model.DeploymentId;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The live tasks of a service, sized up: `workers` by age, `stopping` how many more still hold their place,
/// `nextTurn` when time alone will change the picture.
record Crew(List<Worker> workers, int stopping, Optional<Instant> nextTurn) {

    static Crew of(Service service, Collection<Task> tasks, ServiceContext context) {
        var rule = new HealthRule(service, context);
        List<Worker> workers = tasks.stream()
                .filter(task -> task.state().wanted())
                .sorted(Comparator.comparing(task -> task.id().value()))
                .map(task -> new Worker(
                        task,
                        rule.of(task),
                        !ofPrimary(service, task),
                        task.on().filter(context.instances()::draining).isPresent()))
                .toList();
        int stopping = (int) tasks.stream()
                .filter(task -> task.state() instanceof TaskState.Stopping)
                .count();
        Optional<Instant> nextTurn = workers.stream()
                .filter(worker -> worker.is(Fitness.SETTLING))
                .flatMap(worker -> rule.settles(worker.task()).stream())
                .min(Comparator.naturalOrder());
        return new Crew(workers, stopping, nextTurn);
    }

    private static boolean ofPrimary(Service service, Task task) {
        return deployment(task).equals(service.primary().map(primary -> primary.id()));
    }

    static Optional<DeploymentId> deployment(Task task) {
        return task.owner() instanceof Owner.OfService(var _, var deployment)
                ? Optional.of(deployment)
                : Optional.empty();
    }

    List<Worker> those(Predicate<Worker> wanted) {
        return workers.stream().filter(wanted).toList();
    }

    int count(Predicate<Worker> wanted) {
        return (int) workers.stream().filter(wanted).count();
    }

    int count(Fitness fitness) {
        return count(worker -> worker.is(fitness));
    }

    /// What counts towards the desired number: of the PRIMARY, staying, and not failing.
    List<Worker> staying() {
        return those(worker -> !worker.leaving() && !worker.is(Fitness.UNHEALTHY));
    }
}
