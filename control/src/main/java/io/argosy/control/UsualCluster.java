package io.argosy.control;

import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import java.util.List;

/// The cluster `default`, which comes to be when the first host joins it.
public final class UsualCluster {
    private UsualCluster() {}

    public static void make(AccountStore account) {
        if (account.read().cluster(Clusters.USUAL).isEmpty()) {
            account.write(UsualCluster::put);
        }
    }

    private static ClusterName put(AccountTransaction tx) {
        if (tx.state().cluster(Clusters.USUAL).isEmpty()) {
            CreateClusterRequest asked = CreateClusterRequest.builder()
                    .clusterName(Clusters.USUAL.value())
                    .build();
            tx.add(new Cluster(Clusters.USUAL, Cluster.Status.ACTIVE, asked, List.of(), tx.now()));
        }
        return Clusters.USUAL;
    }
}
