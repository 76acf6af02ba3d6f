package io.argosy.state;

import io.argosy.model.AgentKey;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterEntity;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.DeploymentId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.JoinToken;
import io.argosy.model.Kind;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceRevision;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskRetry;
import io.argosy.model.TaskSet;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/// A cluster's content at one moment: an immutable value that may be kept as long as one likes. Everything is in the
/// order of its keys. What is taken on each registered instance is kept up to date with every change of a task.
public final class ClusterState implements StoreState {
    static final StateType<ClusterState> TYPE =
            new StateType<>(ClusterState::of, state -> state.tables, ClusterState::with);

    private final Tables tables;
    private final InstanceLoads loads;

    private ClusterState(Tables tables, InstanceLoads loads) {
        this.tables = tables;
        this.loads = loads;
    }

    private static ClusterState of(Tables tables) {
        return new ClusterState(tables, InstanceLoads.of(tables.of(ContainerInstance.KIND), tables.of(Task.KIND)));
    }

    /// The entities of a kind, those that a room brought included.
    public <E extends ClusterEntity> Table<E> table(Kind<E> kind) {
        return tables.of(kind);
    }

    /// Whether it is there exactly so.
    public boolean holds(ClusterEntity entity) {
        return tables.row(entity).filter(known -> known.entity().equals(entity)).isPresent();
    }

    public Optional<Task> task(TaskId id) {
        return tables.of(Task.KIND).get(id.value());
    }

    public Collection<Task> tasks() {
        return tables.of(Task.KIND).values();
    }

    /// The tasks a service ever had that are still remembered, stopped ones included.
    public Collection<Task> tasksOf(ServiceName service) {
        return tables.of(Task.KIND).under(Task.BY_SERVICE, service.value());
    }

    /// A service's tasks that have not stopped.
    public Collection<Task> liveOf(ServiceName service) {
        return tables.of(Task.KIND).under(Task.LIVE_BY_SERVICE, service.value());
    }

    /// The tasks that hold resources on an instance.
    public Collection<Task> liveOn(ContainerInstanceId instance) {
        return tables.of(Task.KIND).under(Task.LIVE_BY_INSTANCE, instance.value());
    }

    /// The tasks that were ever placed on an instance and are still remembered, stopped ones included.
    public Collection<Task> tasksOn(ContainerInstanceId instance) {
        return tables.of(Task.KIND).under(Task.BY_INSTANCE, instance.value());
    }

    /// The tasks that stopped in the minute of this moment or before, those that stopped first in front.
    public Stream<Task> stoppedUpTo(Instant moment) {
        return tables.of(Task.KIND).upTo(Task.BY_END, Task.minute(moment));
    }

    /// Those that have run as long as they may by the end of that moment's minute, or a little less.
    public Stream<Task> runUpTo(Instant moment) {
        return tables.of(Task.KIND).upTo(Task.BY_RUN_END, Task.minute(moment));
    }

    /// Those that may only run for some time, the first to end first, but for its minute.
    public Stream<Task> byRunEnd() {
        return tables.of(Task.KIND).inOrder(Task.BY_RUN_END);
    }

    public Optional<TaskRetry> retry(TaskId task) {
        return tables.of(TaskRetry.KIND).get(task.value());
    }

    public Collection<TaskRetry> retries() {
        return tables.of(TaskRetry.KIND).values();
    }

    public Optional<Service> service(ServiceName name) {
        return tables.of(Service.KIND).get(name.value());
    }

    public Collection<Service> services() {
        return tables.of(Service.KIND).values();
    }

    /// What was said of a service, the newest first.
    public Collection<ServiceEvent> eventsOf(ServiceName service) {
        return tables.of(ServiceEvent.KIND).backwards(ServiceEvent.BY_SERVICE, service.value());
    }

    /// The deployments of a service that are remembered, the newest first.
    public Collection<ServiceDeployment> deploymentsOf(ServiceName service) {
        return tables.of(ServiceDeployment.KIND).backwards(ServiceDeployment.BY_SERVICE, service.value());
    }

    /// The one whose ARN ends so.
    public Optional<ServiceDeployment> deployment(ServiceName service, String code) {
        return deploymentsOf(service).stream()
                .filter(deployment -> deployment.id().code().equals(code))
                .findFirst();
    }

    /// The task sets of a service, in the order of their numbers.
    public Collection<TaskSet> taskSetsOf(ServiceName service) {
        return tables.of(TaskSet.KIND).under(TaskSet.BY_SERVICE, service.value());
    }

    public Optional<TaskSet> taskSet(ServiceName service, DeploymentId id) {
        return tables.of(TaskSet.KIND).get(TaskSet.key(service, id));
    }

    public Collection<ServiceRevision> revisionsOf(ServiceName service) {
        return tables.of(ServiceRevision.KIND).under(ServiceRevision.BY_SERVICE, service.value());
    }

    public Optional<ServiceRevision> revision(ServiceName service, DeploymentId id) {
        return tables.of(ServiceRevision.KIND).get(ServiceRevision.key(service, id));
    }

    /// How a service's tasks have fared; nothing before the first was launched.
    public Optional<ServiceTally> tally(ServiceName service) {
        return tables.of(ServiceTally.KIND).get(service.value());
    }

    public Optional<ContainerInstance> instance(ContainerInstanceId id) {
        return tables.of(ContainerInstance.KIND).get(id.value());
    }

    public Collection<ContainerInstance> instances() {
        return tables.of(ContainerInstance.KIND).values();
    }

    /// A registered instance with what is taken on it; none once it is INACTIVE.
    public Optional<InstanceLoad> load(ContainerInstanceId id) {
        return loads.of(id.value());
    }

    public Collection<InstanceLoad> loads() {
        return loads.all();
    }

    /// Those behind this instance.
    public Stream<InstanceLoad> loadsAfter(String instance) {
        return loads.after(instance);
    }

    public Optional<ClientToken> token(String operation, String token) {
        return tables.of(ClientToken.KIND).get(ClientToken.key(operation, token));
    }

    public Collection<ClientToken> tokens() {
        return tables.of(ClientToken.KIND).values();
    }

    /// The tokens remembered longest, oldest first.
    public Stream<ClientToken> oldestTokens() {
        return tables.of(ClientToken.KIND).inOrder(ClientToken.BY_AGE);
    }

    public Optional<JoinToken> joinToken(String id) {
        return tables.of(JoinToken.KIND).get(id);
    }

    public Collection<JoinToken> joinTokens() {
        return tables.of(JoinToken.KIND).values();
    }

    public Optional<AgentKey> agentKey(String accessKeyId) {
        return tables.of(AgentKey.KIND).get(accessKeyId);
    }

    public Collection<AgentKey> agentKeys() {
        return tables.of(AgentKey.KIND).values();
    }

    /// The key an instance registered with; none for one that was registered with the account's own key.
    public Optional<AgentKey> agentKeyOf(ContainerInstanceId instance) {
        return tables.of(AgentKey.KIND).under(AgentKey.BY_INSTANCE, instance.value()).stream()
                .findFirst();
    }

    /// All there is.
    public Stream<ClusterEntity> entities() {
        return tables.entities().map(ClusterEntity.class::cast);
    }

    private ClusterState with(Change change) {
        Tables changed = tables.with(change);
        return new ClusterState(changed, loads.with(change, changed));
    }
}
