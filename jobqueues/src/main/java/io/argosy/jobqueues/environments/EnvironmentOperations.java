package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.wire.Operation;
import java.util.List;
import java.util.function.Supplier;

/// What can be asked about compute environments.
public final class EnvironmentOperations {
    private EnvironmentOperations() {}

    public static List<Operation<?, ?>> all(BatchStore store, EnvironmentClusters clusters, Supplier<String> ids) {
        return List.of(
                new CreateComputeEnvironment(store, clusters, ids),
                new UpdateComputeEnvironment(store, clusters),
                new DeleteComputeEnvironment(store, clusters),
                new DescribeComputeEnvironments(store, clusters));
    }
}
