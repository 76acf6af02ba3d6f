package io.argosy.control;

import io.argosy.launches.ClusterProviders;
import io.argosy.model.Arns;
import io.argosy.model.CapacityProvider;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterStore;

/// Where an operation works: a cluster that exists, the stores of its content and of its account, and their ARNs.
public record ClusterScope(Cluster cluster, ClusterStore store, AccountStore account, Arns arns) {
    public ClusterName name() {
        return cluster.name();
    }

    /// The capacity providers that tasks here may be launched on.
    public ClusterProviders providers() {
        return new ClusterProviders(
                cluster, name -> account.read().table(CapacityProvider.KIND).get(name));
    }

    public String arn() {
        return arns.cluster(cluster.name());
    }
}
