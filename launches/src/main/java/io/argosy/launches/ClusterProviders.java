package io.argosy.launches;

import io.argosy.model.ApiError;
import io.argosy.model.CapacityProvider;
import io.argosy.model.Cluster;
import io.argosy.planning.ProviderStrategy;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The capacity providers a cluster has, and what may be asked of them (ecs-semantics 3.2, 5.6, 9.2). Those of Fargate
/// are there without being attached (decision 0225). `known` finds the account's own by their names.
public record ClusterProviders(Cluster cluster, Function<String, Optional<CapacityProvider>> known) {
    private static final int MOST = 20;
    private static final String ARN = ":capacity-provider/";

    /// A provider's name, from that or from its ARN.
    public static String name(String nameOrArn) {
        int at = nameOrArn.indexOf(ARN);
        return at < 0 ? nameOrArn : nameOrArn.substring(at + ARN.length());
    }

    /// With names where it has ARNs.
    public static List<CapacityProviderStrategyItem> named(List<CapacityProviderStrategyItem> strategy) {
        return strategy.stream()
                .map(item -> item.toBuilder()
                        .capacityProvider(name(item.capacityProvider()))
                        .build())
                .toList();
    }

    public static boolean ofFargate(List<CapacityProviderStrategyItem> strategy) {
        return strategy.stream().anyMatch(item -> CapacityProvider.OF_FARGATE.contains(item.capacityProvider()));
    }

    /// Whether a task of this provider waits for an instance to be made when none has room.
    public boolean scales(String provider) {
        return known.apply(provider).filter(CapacityProvider::scales).isPresent();
    }

    /// What tasks are launched on that ask for this.
    List<CapacityProviderStrategyItem> effective(Optional<String> type, List<CapacityProviderStrategyItem> asked) {
        return type.isPresent() || !asked.isEmpty() ? asked : cluster.defaultStrategy();
    }

    /// A strategy for this cluster, of which Fargate's part may be `offered` or not.
    void check(List<CapacityProviderStrategyItem> strategy, boolean offered) {
        checkStrategy(strategy, cluster.capacityProviders(), offered);
    }

    /// The list and the default strategy that a cluster is to have.
    public void check(List<String> providers, List<CapacityProviderStrategyItem> strategy, boolean offered) {
        if (providers.size() > MOST) {
            throw invalid("A cluster can have at most " + MOST + " capacity providers.");
        }
        if (new HashSet<>(providers).size() < providers.size()) {
            throw invalid("The specified capacity providers contain duplicates. Remove the duplicate and try again.");
        }
        for (String provider : providers) {
            if (!there(provider, offered)) {
                throw invalid("The specified capacity provider '" + provider + "' was not found. Specify a valid"
                        + " capacity provider and try again.");
            }
        }
        checkStrategy(strategy, providers, offered);
    }

    private boolean there(String provider, boolean offered) {
        return CapacityProvider.OF_FARGATE.contains(provider)
                ? offered
                : known.apply(provider).filter(CapacityProvider::active).isPresent();
    }

    private void checkStrategy(List<CapacityProviderStrategyItem> strategy, List<String> attached, boolean offered) {
        boolean usable = strategy.stream()
                .map(CapacityProviderStrategyItem::capacityProvider)
                .allMatch(name -> there(name, offered)
                        && (CapacityProvider.OF_FARGATE.contains(name) || attached.contains(name)));
        if (!usable) {
            throw invalid("The specified capacity provider strategy cannot contain a capacity provider that is not"
                    + " associated with the cluster. Associate the capacity provider with the cluster and try again.");
        }
        ProviderStrategy.refusal(strategy).ifPresent(text -> {
            throw invalid(text);
        });
        long ofFargate = strategy.stream()
                .filter(item -> CapacityProvider.OF_FARGATE.contains(item.capacityProvider()))
                .count();
        if (ofFargate > 0 && ofFargate < strategy.size()) {
            throw invalid("A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling"
                    + " groups and Fargate providers. Specify one or the other and try again.");
        }
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
