package io.argosy.state;

import io.argosy.model.ClientToken;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Entity;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cluster's content at one moment: an immutable value that may be kept as long as one likes. Everything is in the
/// order of its keys. What is taken on each registered instance is kept up to date with every change of a task.
public final class ClusterState {
    private static final Logger log = LoggerFactory.getLogger(ClusterState.class);
    static final ClusterState EMPTY = new ClusterState(
            Table.empty(),
            Table.empty(),
            Table.empty(),
            Table.empty(),
            new TaskIndex(Index.empty(), Index.empty()),
            TreePMap.empty());

    private record TaskIndex(Index byService, Index byInstance) {}

    private final Table<Task> tasks;
    private final Table<Service> services;
    private final Table<ContainerInstance> instances;
    private final Table<ClientToken> tokens;
    private final TaskIndex index;
    private final TreePMap<String, InstanceLoad> loads;

    private ClusterState(
            Table<Task> tasks,
            Table<Service> services,
            Table<ContainerInstance> instances,
            Table<ClientToken> tokens,
            TaskIndex index,
            TreePMap<String, InstanceLoad> loads) {
        this.tasks = tasks;
        this.services = services;
        this.instances = instances;
        this.tokens = tokens;
        this.index = index;
        this.loads = loads;
    }

    public Optional<Task> task(TaskId id) {
        return tasks.get(id.value());
    }

    public Collection<Task> tasks() {
        return tasks.values();
    }

    /// The tasks a service ever had that are still remembered, stopped ones included.
    public Collection<Task> tasksOf(ServiceName service) {
        return tasksAt(index.byService(), service.value());
    }

    /// The tasks that were ever placed on an instance and are still remembered, stopped ones included.
    public Collection<Task> tasksOn(ContainerInstanceId instance) {
        return tasksAt(index.byInstance(), instance.value());
    }

    private List<Task> tasksAt(Index words, String word) {
        return words.keys(word).stream()
                .map(key -> tasks.get(key).orElseThrow())
                .toList();
    }

    public Optional<Service> service(ServiceName name) {
        return services.get(name.value());
    }

    public Collection<Service> services() {
        return services.values();
    }

    public Optional<ContainerInstance> instance(ContainerInstanceId id) {
        return instances.get(id.value());
    }

    public Collection<ContainerInstance> instances() {
        return instances.values();
    }

    /// A registered instance with what is taken on it; none once it is INACTIVE.
    public Optional<InstanceLoad> load(ContainerInstanceId id) {
        return Optional.ofNullable(loads.get(id.value()));
    }

    public Collection<InstanceLoad> loads() {
        return loads.values();
    }

    public Optional<ClientToken> token(String operation, String token) {
        return tokens.get(ClientToken.key(operation, token));
    }

    public Collection<ClientToken> tokens() {
        return tokens.values();
    }

    ClusterState with(Change change) {
        return switch (change) {
            case Change.Put(Entity entity) -> with(entity);
            case Change.Remove(Entity entity) -> without(entity);
        };
    }

    private ClusterState with(Entity entity) {
        return switch (entity) {
            case Task task -> withTask(task);
            case ContainerInstance instance -> withInstance(instance);
            case Service service -> new ClusterState(tasks, services.with(service), instances, tokens, index, loads);
            case ClientToken token -> new ClusterState(tasks, services, instances, tokens.with(token), index, loads);
            case Entity other -> throw notHere(other);
        };
    }

    private ClusterState without(Entity entity) {
        String key = entity.key();
        return switch (entity) {
            case Task task -> withoutTask(task);
            case ContainerInstance _ ->
                new ClusterState(tasks, services, instances.without(key), tokens, index, loads.minus(key));
            case Service _ -> new ClusterState(tasks, services.without(key), instances, tokens, index, loads);
            case ClientToken _ -> new ClusterState(tasks, services, instances, tokens.without(key), index, loads);
            case Entity other -> throw notHere(other);
        };
    }

    private static IllegalArgumentException notHere(Entity entity) {
        return new IllegalArgumentException(entity.getClass().getSimpleName() + " is not a cluster's content");
    }

    private ClusterState withTask(Task task) {
        Optional<Task> before = tasks.get(task.key());
        TaskIndex words = index;
        if (before.isEmpty() && task.owner() instanceof Owner.OfService service) {
            words = new TaskIndex(words.byService().with(service.service().value(), task.key()), words.byInstance());
        }
        if (task.placedOn().isPresent() && before.flatMap(Task::placedOn).isEmpty()) {
            String instance = task.placedOn().get().value();
            words = new TaskIndex(words.byService(), words.byInstance().with(instance, task.key()));
        }
        var lighter = before.map(old -> unloaded(loads, old)).orElse(loads);
        return new ClusterState(tasks.with(task), services, instances, tokens, words, loaded(lighter, task));
    }

    private ClusterState withoutTask(Task task) {
        Task before = tasks.get(task.key()).orElse(task);
        Index byService = before.owner() instanceof Owner.OfService service
                ? index.byService().without(service.service().value(), task.key())
                : index.byService();
        Index byInstance = before.placedOn()
                .map(on -> index.byInstance().without(on.value(), task.key()))
                .orElse(index.byInstance());
        return new ClusterState(
                tasks.without(task.key()),
                services,
                instances,
                tokens,
                new TaskIndex(byService, byInstance),
                unloaded(loads, before));
    }

    private ClusterState withInstance(ContainerInstance instance) {
        InstanceLoad load = loads.get(instance.key());
        if (load == null) {
            load = InstanceLoad.empty(instance);
            for (Task task : tasksOn(instance.id())) {
                load = task.on().isPresent() ? load.plus(task) : load;
            }
        }
        var now = instance.registered() ? loads.plus(instance.key(), load.with(instance)) : loads.minus(instance.key());
        return new ClusterState(tasks, services, instances.with(instance), tokens, index, now);
    }

    private static TreePMap<String, InstanceLoad> loaded(TreePMap<String, InstanceLoad> loads, Task task) {
        InstanceLoad load = task.on().map(on -> loads.get(on.value())).orElse(null);
        return load == null ? loads : loads.plus(load.instance().key(), load.plus(task));
    }

    private static TreePMap<String, InstanceLoad> unloaded(TreePMap<String, InstanceLoad> loads, Task task) {
        InstanceLoad load = task.on().map(on -> loads.get(on.value())).orElse(null);
        if (load == null) {
            return loads;
        }
        if (!load.used().covers(task.needs())) {
            log.error("task={} gives back {} of {}: the count was wrong", task.id(), task.needs(), load.used());
        }
        return loads.plus(load.instance().key(), load.minus(task));
    }
}
