package io.argosy.state;

import io.argosy.model.AgentKey;
import io.argosy.model.ClientToken;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Entity;
import io.argosy.model.InstanceLoad;
import io.argosy.model.JoinToken;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.TreePMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cluster's content at one moment: an immutable value that may be kept as long as one likes. Everything is in the
/// order of its keys. What is taken on each registered instance is kept up to date with every change of a task.
public final class ClusterState {
    private static final Logger log = LoggerFactory.getLogger(ClusterState.class);
    static final ClusterState EMPTY = new ClusterState(
            Table.empty(),
            new Served(Table.empty(), Table.empty()),
            Table.empty(),
            new Tokens(new ClientTokens(Table.empty(), TreePMap.empty()), Table.empty(), Table.empty()),
            new TaskIndex(Index.empty(), Index.empty(), Index.empty()),
            TreePMap.empty());

    /// Keys of tasks: those a service or an instance ever had, and a service's that have not stopped.
    private record TaskIndex(Index byService, Index liveByService, Index byInstance) {
        TaskIndex with(Task task, Optional<Task> before) {
            Index services = byService;
            Index live = liveByService;
            if (task.owner() instanceof Owner.OfService(var service, var _)) {
                services = before.isEmpty() ? services.with(service.value(), task.key()) : services;
                live = following(live, service.value(), task, before);
            }
            boolean placed = before.flatMap(Task::placedOn).isPresent();
            Index instances = task.placedOn()
                    .filter(_ -> !placed)
                    .map(on -> byInstance.with(on.value(), task.key()))
                    .orElse(byInstance);
            return new TaskIndex(services, live, instances);
        }

        private static Index following(Index live, String service, Task task, Optional<Task> before) {
            boolean was = before.filter(known -> !known.state().stopped()).isPresent();
            if (was == !task.state().stopped()) {
                return live;
            }
            return was ? live.without(service, task.key()) : live.with(service, task.key());
        }

        TaskIndex without(Task task) {
            Index services = byService;
            Index live = liveByService;
            if (task.owner() instanceof Owner.OfService(var service, var _)) {
                services = services.without(service.value(), task.key());
                live = live.without(service.value(), task.key());
            }
            return new TaskIndex(
                    services,
                    live,
                    task.placedOn()
                            .map(on -> byInstance.without(on.value(), task.key()))
                            .orElse(byInstance));
        }
    }

    /// `byAge` has their keys in the order in which they came.
    private record ClientTokens(Table<ClientToken> table, TreePMap<String, String> byAge) {
        ClientTokens with(ClientToken token) {
            ClientTokens others = table.get(token.key()).map(this::without).orElse(this);
            return new ClientTokens(others.table.with(token), others.byAge.plus(age(token), token.key()));
        }

        ClientTokens without(ClientToken token) {
            ClientToken known = table.get(token.key()).orElse(token);
            return new ClientTokens(table.without(known.key()), byAge.minus(age(known)));
        }

        private static String age(ClientToken token) {
            return "%016x/%s".formatted(token.at().toEpochMilli(), token.key());
        }
    }

    private record Served(Table<Service> services, Table<ServiceTally> tallies) {}

    /// What clients and hosts show to be known again.
    private record Tokens(ClientTokens ofClients, Table<JoinToken> toJoin, Table<AgentKey> keys) {
        Tokens with(ClientTokens changed) {
            return new Tokens(changed, toJoin, keys);
        }

        Tokens joining(Table<JoinToken> changed) {
            return new Tokens(ofClients, changed, keys);
        }

        Tokens keyed(Table<AgentKey> changed) {
            return new Tokens(ofClients, toJoin, changed);
        }
    }

    private final Table<Task> tasks;
    private final Served served;
    private final Table<ContainerInstance> instances;
    private final Tokens tokens;
    private final TaskIndex index;
    private final TreePMap<String, InstanceLoad> loads;

    private ClusterState(
            Table<Task> tasks,
            Served served,
            Table<ContainerInstance> instances,
            Tokens tokens,
            TaskIndex index,
            TreePMap<String, InstanceLoad> loads) {
        this.tasks = tasks;
        this.served = served;
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

    /// A service's tasks that have not stopped.
    public Collection<Task> liveOf(ServiceName service) {
        return tasksAt(index.liveByService(), service.value());
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
        return served.services().get(name.value());
    }

    public Collection<Service> services() {
        return served.services().values();
    }

    /// How a service's tasks have fared; nothing before the first was launched.
    public Optional<ServiceTally> tally(ServiceName service) {
        return served.tallies().get(service.value());
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

    /// All there is.
    Stream<Entity> entities() {
        return Stream.of(
                        tasks.values(),
                        served.services().values(),
                        served.tallies().values(),
                        instances.values(),
                        tokens.ofClients().table().values(),
                        tokens.toJoin().values(),
                        tokens.keys().values())
                .flatMap(Collection::stream);
    }

    public Optional<ClientToken> token(String operation, String token) {
        return tokens.ofClients().table().get(ClientToken.key(operation, token));
    }

    public Collection<ClientToken> tokens() {
        return tokens.ofClients().table().values();
    }

    public Optional<JoinToken> joinToken(String id) {
        return tokens.toJoin().get(id);
    }

    public Collection<JoinToken> joinTokens() {
        return tokens.toJoin().values();
    }

    public Optional<AgentKey> agentKey(String accessKeyId) {
        return tokens.keys().get(accessKeyId);
    }

    public Collection<AgentKey> agentKeys() {
        return tokens.keys().values();
    }

    /// The key an instance registered with; none for one that was registered with the account's own key.
    public Optional<AgentKey> agentKeyOf(ContainerInstanceId instance) {
        return agentKeys().stream().filter(key -> key.heldBy(instance)).findFirst();
    }

    /// The tokens remembered longest, oldest first.
    public Stream<ClientToken> oldestTokens() {
        ClientTokens known = tokens.ofClients();
        return known.byAge().values().stream().flatMap(key -> known.table().get(key).stream());
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
            case Service service -> serving(new Served(served.services().with(service), served.tallies()));
            case ServiceTally tally ->
                serving(new Served(served.services(), served.tallies().with(tally)));
            case ClientToken token -> withTokens(tokens.with(tokens.ofClients().with(token)));
            case JoinToken token -> withTokens(tokens.joining(tokens.toJoin().with(token)));
            case AgentKey agentKey -> withTokens(tokens.keyed(tokens.keys().with(agentKey)));
            case Entity other -> throw notHere(other);
        };
    }

    private ClusterState without(Entity entity) {
        String key = entity.key();
        return switch (entity) {
            case Task task -> withoutTask(task);
            case ContainerInstance _ ->
                new ClusterState(tasks, served, instances.without(key), tokens, index, loads.minus(key));
            case Service _ -> serving(new Served(served.services().without(key), served.tallies()));
            case ServiceTally _ ->
                serving(new Served(served.services(), served.tallies().without(key)));
            case ClientToken token -> withTokens(tokens.with(tokens.ofClients().without(token)));
            case JoinToken _ -> withTokens(tokens.joining(tokens.toJoin().without(key)));
            case AgentKey _ -> withTokens(tokens.keyed(tokens.keys().without(key)));
            case Entity other -> throw notHere(other);
        };
    }

    private ClusterState withTokens(Tokens changed) {
        return new ClusterState(tasks, served, instances, changed, index, loads);
    }

    private ClusterState serving(Served now) {
        return new ClusterState(tasks, now, instances, tokens, index, loads);
    }

    private static IllegalArgumentException notHere(Entity entity) {
        return new IllegalArgumentException(entity.getClass().getSimpleName() + " is not a cluster's content");
    }

    private ClusterState withTask(Task task) {
        Optional<Task> before = tasks.get(task.key());
        var lighter = before.map(old -> unloaded(loads, old)).orElse(loads);
        return new ClusterState(
                tasks.with(task), served, instances, tokens, index.with(task, before), loaded(lighter, task));
    }

    private ClusterState withoutTask(Task task) {
        Task before = tasks.get(task.key()).orElse(task);
        return new ClusterState(
                tasks.without(task.key()), served, instances, tokens, index.without(before), unloaded(loads, before));
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
        return new ClusterState(tasks, served, instances.with(instance), tokens, index, now);
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
