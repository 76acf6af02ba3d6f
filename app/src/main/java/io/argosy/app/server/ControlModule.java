package io.argosy.app.server;

import io.argosy.accountsettings.AccountSettingOperations;
import io.argosy.addresses.TaskSubnets;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.ClusterCleanup;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.SteadyClock;
import io.argosy.control.TaskDefinitionCleanup;
import io.argosy.control.TaskLauncher;
import io.argosy.control.access.JoinRefusals;
import io.argosy.control.operations.access.AccessOperations;
import io.argosy.control.operations.access.Joining;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.instances.InstanceOperations;
import io.argosy.control.operations.tags.TagOperations;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.foresight.PlanChange;
import io.argosy.insight.causes.Explain;
import io.argosy.insight.history.DescribePast;
import io.argosy.insight.history.ListStoppedTasks;
import io.argosy.insight.metrics.ClusterFigures;
import io.argosy.insight.metrics.Metrics;
import io.argosy.insight.metrics.TaskCounts;
import io.argosy.insight.usage.DescribeUsage;
import io.argosy.launches.Fargate;
import io.argosy.reconcilers.ReconcilerDependencies;
import io.argosy.reconcilers.Reconcilers;
import io.argosy.services.ServiceOperations;
import io.argosy.sessions.Sessions;
import io.argosy.state.Stores;
import io.argosy.taskdefinitions.ClusterPolicy;
import io.argosy.wire.JoinRoute;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The control room, wired: its operations, its agent sessions, its reconcilers.
final class ControlModule implements ServerModule {
    /// Its kinds are ECS's own, which every store knows.
    static final Plan PLAN = new Plan(List.of(), ControlModule::open);

    private final Stores stores;
    private final ControlSettings settings;
    private final Environment chance;
    private final RolesOfTasks roles;
    private final Clusters clusters;
    private final TaskLauncher launch;
    private final TaskSubnets subnets;
    private final Sessions sessions;
    private final JoinRefusals refusals = new JoinRefusals();
    private final Reconcilers reconcilers;

    private ControlModule(
            Stores stores, ControlSettings settings, TaskSubnets.Pool pool, RolesOfTasks roles, Environment chance) {
        this.stores = stores;
        this.settings = settings;
        this.chance = chance;
        this.roles = roles;
        this.clusters = new Clusters(stores);
        this.launch = new TaskLauncher(chance.ids(), chance.random());
        var steady = new SteadyClock(chance.clock());
        this.subnets = new TaskSubnets(stores, pool);
        this.sessions = new Sessions(clusters, settings, roles, subnets, steady, chance.ids());
        this.reconcilers = Reconcilers.start(
                stores,
                new ReconcilerDependencies(launch, settings, chance.clock(), steady, chance.ids(), chance.random()));
    }

    private static ServerModule open(Context context) {
        var control = new ControlModule(
                context.stores(),
                settings(context.configuration()),
                context.configuration().instances().pool(),
                new RolesOfTasks(context.access().control().tasks()),
                context.chance());
        control.sessions.start();
        control.measured(context.metrics());
        return control;
    }

    private void measured(Metrics metrics) {
        var tasks = new TaskCounts();
        stores.onDurable(tasks::changed);
        metrics.add(tasks);
        metrics.add(new ClusterFigures(stores, sessions.telemetry(), chance.clock()));
    }

    /// A line for each group of operations.
    @Override
    public List<Operation<?, ?>> operations() {
        return Stream.<List<Operation<?, ?>>>of(
                        ClusterOperations.all(clusters, settings.fargate()),
                        TaskDefinitionOperations.all(clusters, settings),
                        TagOperations.all(clusters),
                        TaskOperations.all(clusters, launch, roles, settings, chance.clock()),
                        InstanceOperations.all(clusters, settings, subnets, chance.ids()),
                        ServiceOperations.all(clusters, settings, chance.ids()),
                        AccountSettingOperations.all(clusters),
                        AccessOperations.all(clusters, chance.ids(), chance.secrets()),
                        List.of(
                                new Explain(clusters, refusals, settings.lostAfter(), chance.clock()),
                                new DescribeUsage(clusters, sessions.telemetry()),
                                new PlanChange(clusters, settings, chance.clock(), chance.ids(), chance.random()),
                                new ListStoppedTasks(clusters),
                                new DescribePast(clusters, chance.clock())))
                .flatMap(List::stream)
                .toList();
    }

    /// Where hosts without a key ask for one.
    @Override
    public List<Route> routes() {
        return List.of(JoinRoute.route(new Joining(clusters, chance.ids(), chance.secrets(), refusals)::join));
    }

    @Override
    public List<WebSocketRoute> sockets() {
        return sessions.routes();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(
                new TaskDefinitionCleanup(stores)::pass, new ClusterCleanup(clusters, settings, chance.clock())::pass);
    }

    private static ControlSettings settings(ServerConfiguration configuration) {
        ServerConfiguration.Policy policy = configuration.policy();
        ControlSettings usual = ControlSettings.at(configuration.endpoint());
        return new ControlSettings(
                configuration.endpoint(),
                new ClusterPolicy(
                        policy.privileged(),
                        policy.hostPid(),
                        policy.hostIpc(),
                        policy.dockerSocket(),
                        policy.hostRoots().stream().map(Path::toString).toList()),
                configuration.tasks().healthyAfter(),
                configuration.tasks().longestBackOff(),
                usual.retention().withStoppedTasks(configuration.tasks().keepStopped()),
                configuration.instances().lostAfter(),
                configuration.tasks().longestWait(),
                new Fargate(configuration.instances().fargate()));
    }

    @Override
    public void farewell() {
        sessions.close();
    }

    /// Sessions end first: their agents come back to the next server.
    @Override
    public void close() {
        sessions.close();
        reconcilers.close();
    }
}
