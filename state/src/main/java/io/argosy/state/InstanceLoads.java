package io.argosy.state;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Entity;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Task;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is taken on each registered instance, counted with every change of a task or an instance. A value.
record InstanceLoads(BTree<InstanceLoad> byInstance) {
    private static final Logger log = LoggerFactory.getLogger(InstanceLoads.class);

    static InstanceLoads of(Table<ContainerInstance> instances, Table<Task> tasks) {
        List<InstanceLoad> loads = List.copyOf(instances.values()).parallelStream()
                .filter(ContainerInstance::registered)
                .map(instance -> InstanceLoad.of(instance, tasks.under(Task.LIVE_BY_INSTANCE, instance.key())))
                .toList();
        return new InstanceLoads(
                BTree.of(loads.stream().map(load -> load.instance().key()).toList(), loads));
    }

    Optional<InstanceLoad> of(String instance) {
        return byInstance.get(instance);
    }

    Collection<InstanceLoad> all() {
        return byInstance.values();
    }

    Stream<InstanceLoad> after(String instance) {
        return byInstance.after(instance, _ -> true);
    }

    /// After a change that led to these tables.
    InstanceLoads with(Change change, Tables now) {
        if (change.kind().type() == Task.class) {
            return without(change.before()).with(change.after());
        }
        if (change.kind().type() == ContainerInstance.class) {
            return change.after()
                    .map(after -> changed((ContainerInstance) after, now))
                    .orElseGet(() -> new InstanceLoads(byInstance.minus(change.key())));
        }
        return this;
    }

    private InstanceLoads changed(ContainerInstance instance, Tables now) {
        if (!instance.registered()) {
            return new InstanceLoads(byInstance.minus(instance.key()));
        }
        InstanceLoad load = of(instance.key())
                .orElseGet(() ->
                        InstanceLoad.of(instance, now.of(Task.KIND).under(Task.LIVE_BY_INSTANCE, instance.key())));
        return new InstanceLoads(byInstance.plus(instance.key(), load.with(instance)));
    }

    private InstanceLoads with(Optional<Entity> task) {
        return load(task)
                .map(load -> plus(load.plus((Task) task.orElseThrow())))
                .orElse(this);
    }

    private InstanceLoads without(Optional<Entity> task) {
        return load(task).map(load -> lighter(load, (Task) task.orElseThrow())).orElse(this);
    }

    private Optional<InstanceLoad> load(Optional<Entity> task) {
        return task.map(Task.class::cast).flatMap(Task::on).flatMap(on -> of(on.value()));
    }

    private InstanceLoads lighter(InstanceLoad load, Task task) {
        if (!load.used().covers(task.needs())) {
            log.error("task={} gives back {} of {}: the count was wrong", task.id(), task.needs(), load.used());
        }
        return plus(load.minus(task));
    }

    private InstanceLoads plus(InstanceLoad load) {
        return new InstanceLoads(byInstance.plus(load.instance().key(), load));
    }
}
