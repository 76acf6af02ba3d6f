package io.argosy.app.server;

import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.control.ClusterPolicy;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.sts.GetCallerIdentity;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.WebSocketRoute;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The control room, wired: its operations, its agent sessions, its reconcilers.
final class Control implements AutoCloseable {
    private final Clusters clusters;

    private Control(Stores stores) {
        this.clusters = new Clusters(stores);
    }

    static Control open(Stores stores) {
        return new Control(stores);
    }

    /// A line for each group of operations.
    List<Operation<?, ?>> operations() {
        return Stream.<List<Operation<?, ?>>>of(ClusterOperations.all(clusters), List.of(new GetCallerIdentity()))
                .flatMap(List::stream)
                .toList();
    }

    List<WebSocketRoute> sockets() {
        return List.of();
    }

    static ControlSettings settings(ServerConfiguration configuration) {
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
                configuration.tasks().keepStopped(),
                usual.inactiveRetention(),
                usual.tokenRetention());
    }

    @Override
    public void close() {}
}
