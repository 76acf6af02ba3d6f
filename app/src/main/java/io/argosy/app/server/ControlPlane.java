package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.ClusterPolicy;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.DefinitionSweep;
import io.argosy.control.Launch;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.instances.InstanceOperations;
import io.argosy.control.operations.services.ServiceOperations;
import io.argosy.control.operations.sts.GetCallerIdentity;
import io.argosy.control.operations.tags.TagOperations;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.control.reconcilers.ReconcilerMeans;
import io.argosy.control.reconcilers.Reconcilers;
import io.argosy.control.sessions.Sessions;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.WebSocketRoute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The control room, wired: its operations, the agents' sessions and the reconcilers. It works from `start` on.
final class ControlPlane implements AutoCloseable {
    private final List<Operation<?, ?>> operations = new ArrayList<>();
    private final Stores stores;
    private final Sessions sessions;
    private final Reconcilers reconcilers;

    private ControlPlane(Stores stores, ControlSettings settings, Chance chance) {
        this.stores = stores;
        var clusters = new Clusters(stores);
        var launch = new Launch(chance.ids(), chance.random());
        var means = new ReconcilerMeans(launch, settings, chance.clock(), chance.ids(), chance.random());
        operations.addAll(ClusterOperations.all(clusters));
        operations.addAll(TaskDefinitionOperations.all(clusters, settings));
        operations.addAll(TagOperations.all(clusters));
        operations.addAll(InstanceOperations.all(clusters, settings, chance.ids()));
        operations.addAll(TaskOperations.all(clusters, launch, settings, chance.clock()));
        operations.addAll(ServiceOperations.all(clusters, settings, chance.ids()));
        operations.add(new GetCallerIdentity());
        this.sessions = new Sessions(clusters, settings, chance.clock(), chance.ids());
        this.sessions.start();
        this.reconcilers = Reconcilers.start(stores, means);
    }

    static ControlPlane start(ServerConfiguration configuration, Stores stores, Chance chance) {
        return new ControlPlane(stores, settings(configuration), chance);
    }

    private static ControlSettings settings(ServerConfiguration configuration) {
        ServerConfiguration.Policy policy = configuration.policy();
        ControlSettings usual = ControlSettings.at(configuration.endpoint());
        return new ControlSettings(
                usual.endpoint(),
                new ClusterPolicy(
                        policy.privileged(),
                        policy.hostPid(),
                        policy.hostIpc(),
                        policy.dockerSocket(),
                        policy.hostRoots().stream().map(Path::toString).toList()),
                configuration.tasks().healthyAfter(),
                configuration.tasks().keepStopped(),
                usual.inactiveRetention(),
                usual.tokenRetention());
    }

    List<Operation<?, ?>> operations() {
        return operations;
    }

    List<WebSocketRoute> sockets() {
        return sessions.routes();
    }

    /// Forgets what nothing refers to any more.
    void sweep() {
        new DefinitionSweep(stores).pass();
    }

    /// Agents are told to come back; what was decided stays decided.
    @Override
    public void close() {
        sessions.close();
        reconcilers.close();
    }
}
