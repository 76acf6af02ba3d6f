package io.argosy.state;

import io.argosy.model.AgentKey;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Entity;
import io.argosy.model.OwnTags;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which services and instances of a cluster some commits were about, themselves or their tasks; which stand-alone
/// tasks ended that may be run again; whether an instance may take a task by now that it could not take before. A hint
/// where to look first, and no more: whoever follows it looks at everything now and then. `everything` when that is not
/// known any more, or never was.
public record Touched(
        boolean everything,
        Set<ServiceName> services,
        Set<ContainerInstanceId> instances,
        Set<TaskId> ended,
        boolean roomGrew) {
    static final Touched EVERYTHING = new Touched(true, Set.of(), Set.of(), Set.of(), true);

    /// By these changes.
    static Touched by(List<Change> changes) {
        Set<ServiceName> services = new HashSet<>();
        Set<ContainerInstanceId> instances = new HashSet<>();
        Set<TaskId> ended = new HashSet<>();
        boolean roomGrew = false;
        for (Change change : changes) {
            change.before().ifPresent(before -> note(before, services, instances));
            change.after().ifPresent(after -> note(after, services, instances));
            ended(change).ifPresent(ended::add);
            roomGrew |= makesRoom(change);
        }
        return new Touched(false, services, instances, ended, roomGrew);
    }

    /// By any of them.
    static Touched all(Iterable<Touched> some) {
        Set<ServiceName> services = new HashSet<>();
        Set<ContainerInstanceId> instances = new HashSet<>();
        Set<TaskId> ended = new HashSet<>();
        boolean roomGrew = false;
        for (Touched one : some) {
            services.addAll(one.services);
            instances.addAll(one.instances);
            ended.addAll(one.ended);
            roomGrew |= one.roomGrew;
        }
        return new Touched(false, services, instances, ended, roomGrew);
    }

    private static void note(Entity entity, Set<ServiceName> services, Set<ContainerInstanceId> instances) {
        if (entity instanceof Task task) {
            if (task.owner() instanceof Owner.OfService(var service, var _)) {
                services.add(service);
            }
            task.on().ifPresent(instances::add);
        } else if (entity instanceof Service service) {
            services.add(service.name());
        } else if (entity instanceof ServiceTally tally) {
            services.add(tally.service());
        } else if (entity instanceof ServiceEvent event) {
            services.add(event.service());
        } else if (entity instanceof TaskSet set) {
            services.add(set.service());
        } else if (entity instanceof ServiceDeployment deployment) {
            services.add(deployment.id().service());
        } else if (entity instanceof ContainerInstance instance) {
            instances.add(instance.id());
        } else if (entity instanceof AgentKey key && key.holder() instanceof AgentKey.Holder.Instance(var instance)) {
            instances.add(instance);
        }
    }

    private static Optional<TaskId> ended(Change change) {
        return change.after()
                .filter(Task.class::isInstance)
                .map(Task.class::cast)
                .filter(task -> task.state().stopped() && OwnTags.retries(task.tags()) > 0)
                .map(Task::id);
    }

    /// A task left its instance, or an instance is not what it was.
    private static boolean makesRoom(Change change) {
        Optional<Entity> before = change.before();
        if (before.filter(Task.class::isInstance).isPresent()) {
            return before.map(Task.class::cast).flatMap(Task::on).isPresent()
                    && change.after().map(Task.class::cast).flatMap(Task::on).isEmpty();
        }
        return change.kind().type() == ContainerInstance.class;
    }

    /// How much room it takes to remember.
    int size() {
        return 1 + services.size() + instances.size() + ended.size();
    }
}
