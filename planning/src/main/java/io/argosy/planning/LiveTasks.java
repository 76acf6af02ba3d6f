package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
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
import java.util.stream.Stream;

/// The live tasks of a service, sized up: `serviceTasks` by age, `stopping` how many more still hold their place,
/// `nextTurn` when time alone will change the picture.
record LiveTasks(List<ServiceTask> serviceTasks, int stopping, Optional<Instant> nextTurn) {

    /// `left` are the instances that its tasks are to leave.
    static LiveTasks of(
            Service service, Collection<Task> tasks, Predicate<ContainerInstanceId> left, ServiceContext context) {
        var rule = new HealthRule(service, context);
        boolean halted = halted(service);
        List<ServiceTask> serviceTasks = tasks.stream()
                .filter(task -> task.state().wanted())
                .sorted(Comparator.comparing(task -> task.id().value()))
                .map(task -> new ServiceTask(
                        task,
                        rule.of(task),
                        !halted && !ofPrimary(service, task),
                        task.on().filter(left).isPresent(),
                        task.protectedUntil(context.now()).isPresent()))
                .toList();
        int stopping = (int) tasks.stream()
                .filter(task -> task.state() instanceof TaskState.Stopping)
                .count();
        Optional<Instant> nextTurn = serviceTasks.stream()
                .flatMap(serviceTask -> Stream.concat(
                        serviceTask.task().protectedUntil(context.now()).stream(),
                        serviceTask.is(HealthStage.UNPROVEN)
                                ? rule.settles(serviceTask.task()).stream()
                                : Stream.empty()))
                .min(Comparator.naturalOrder());
        return new LiveTasks(serviceTasks, stopping, nextTurn);
    }

    /// Its PRIMARY deployment failed and nothing takes its place: what runs of any deployment stays.
    static boolean halted(Service service) {
        return service.primary()
                .filter(primary -> primary.rollout() == Deployment.Rollout.FAILED)
                .isPresent();
    }

    static boolean rollingOut(Service service) {
        return service.primary()
                .filter(primary -> primary.rollout() == Deployment.Rollout.IN_PROGRESS)
                .isPresent();
    }

    private static boolean ofPrimary(Service service, Task task) {
        return deployment(task).equals(service.primary().map(primary -> primary.id()));
    }

    static Optional<DeploymentId> deployment(Task task) {
        return task.owner() instanceof Owner.OfService(var _, var deployment)
                ? Optional.of(deployment)
                : Optional.empty();
    }

    List<ServiceTask> those(Predicate<ServiceTask> wanted) {
        return serviceTasks.stream().filter(wanted).toList();
    }

    int count(Predicate<ServiceTask> wanted) {
        return (int) serviceTasks.stream().filter(wanted).count();
    }

    int count(HealthStage stage) {
        return count(serviceTask -> serviceTask.is(stage));
    }

    /// What counts towards the desired number: of the PRIMARY, staying, and not failing.
    List<ServiceTask> staying() {
        return those(serviceTask -> !serviceTask.leaving() && !serviceTask.is(HealthStage.UNHEALTHY));
    }
}
