package io.argosy.control;

import io.argosy.launches.ClusterProviders;
import io.argosy.launches.Fargate;
import io.argosy.model.ApiError;
import io.argosy.model.CapacityProvider;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.state.AccountState;
import java.util.List;

/// The capacity providers that a cluster is to have, by their names, and its default strategy (ecs-semantics 3.2).
public record ProviderAttachment(List<String> providers, List<CapacityProviderStrategyItem> strategy) {
    public ProviderAttachment {
        providers = providers.stream().map(ClusterProviders::name).toList();
        strategy = ClusterProviders.named(strategy);
    }

    /// Refuses what the cluster cannot have; `fargate` says whether it may have that.
    public void check(Cluster cluster, AccountState account, Fargate fargate) {
        new ClusterProviders(cluster, account.table(CapacityProvider.KIND)::get)
                .check(providers, strategy, fargate.offered());
        for (String provider : providers) {
            boolean scales = account.table(CapacityProvider.KIND)
                    .get(provider)
                    .filter(CapacityProvider::scales)
                    .isPresent();
            if (scales && elsewhere(provider, cluster.name(), account)) {
                throw ApiError.invalidParameter("The specified capacity provider '" + provider
                                + "' has managed scaling and is associated with another cluster. A capacity provider"
                                + " with managed scaling can be associated with one cluster only.")
                        .thrown();
            }
        }
    }

    private static boolean elsewhere(String provider, ClusterName here, AccountState account) {
        return account.clusters().stream()
                .filter(other -> other.active() && !other.name().equals(here))
                .anyMatch(other -> other.capacityProviders().contains(provider));
    }
}
