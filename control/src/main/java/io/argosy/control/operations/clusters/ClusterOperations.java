package io.argosy.control.operations.clusters;

import io.argosy.control.Clusters;
import io.argosy.launches.Fargate;
import io.argosy.wire.Operation;
import java.util.List;

/// The operations on clusters.
public final class ClusterOperations {
    private ClusterOperations() {}

    public static List<Operation<?, ?>> all(Clusters clusters, Fargate fargate) {
        return List.of(
                new CreateCluster(clusters, fargate),
                new DescribeClusters(clusters),
                new ListClusters(clusters),
                new DeleteCluster(clusters),
                new UpdateCluster(clusters),
                new UpdateClusterSettings(clusters));
    }
}
