package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.ComputeEnvironment.Status;
import io.argosy.jobqueues.resources.EcsCalls;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.shapes.batch.EcsSettings;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.ClusterSetting;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DeleteClusterRequest;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateClusterSettingsRequest;
import io.argosy.state.AccountStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clusters of environments. An environment is there before its cluster and goes after it, so that a server that
/// ended in between finds what is left to do.
public final class EnvironmentClusters {
    /// Names the capacity provider by which the cluster of a managed environment grows.
    public static final String CAPACITY_PROVIDER = "argosy:capacity-provider";
    /// How the groups of tasks begin that are attempts of jobs.
    public static final String GROUP = "batch:";

    private static final Logger log = LoggerFactory.getLogger(EnvironmentClusters.class);

    private final BatchStore store;
    private final EcsCalls ecs;

    public EnvironmentClusters(BatchStore store, EcsCalls ecs) {
        this.store = store;
        this.ecs = ecs;
    }

    /// A cluster that is there, for an environment that shares it.
    static ClusterName shared(BatchState state, String name) {
        return state.account().clusters().stream()
                .filter(cluster -> cluster.active() && cluster.name().value().equals(name))
                .map(Cluster::name)
                .findFirst()
                .orElseThrow(() -> BatchErrors.plain(
                        "There is no cluster " + name + ", which the tag " + ComputeEnvironment.CLUSTER + " names"));
    }

    /// Makes it, or the environment is gone again and the caller is told why.
    void make(AccountRegion realm, ComputeEnvironment environment) {
        try {
            if (environment.ownsCluster()) {
                ecs.call(realm, Ecs.CREATE_CLUSTER, request(environment));
            }
        } catch (ApiException refused) {
            forget(realm, environment);
            throw BatchErrors.plain(refused.error().message());
        }
        store.write(realm, (tx, state) -> {
            same(state.environment(environment.name()), environment)
                    .filter(there -> there.status() == Status.CREATING)
                    .ifPresent(there -> tx.update(there.with(Status.VALID)));
            return environment;
        });
    }

    private static CreateClusterRequest request(ComputeEnvironment environment) {
        var request = CreateClusterRequest.builder()
                .clusterName(environment.cluster().value())
                .settings(settings(environment));
        Optional.ofNullable(environment.tags().get(CAPACITY_PROVIDER))
                .ifPresent(provider -> request.capacityProviders(List.of(provider))
                        .defaultCapacityProviderStrategy(List.of(CapacityProviderStrategyItem.builder()
                                .capacityProvider(provider)
                                .weight(1)
                                .build())));
        return request.build();
    }

    private static Optional<List<ClusterSetting>> settings(ComputeEnvironment environment) {
        return environment
                .configuration()
                .ecsSettings()
                .flatMap(EcsSettings::containerInsights)
                .map(word -> List.of(ClusterSetting.builder()
                        .name("containerInsights")
                        .value(word.toLowerCase(Locale.ROOT))
                        .build()));
    }

    /// What an update of the environment changes of its cluster.
    void settings(AccountRegion realm, ComputeEnvironment environment) {
        settings(environment).filter(_ -> environment.ownsCluster()).ifPresent(settings -> {
            var request = UpdateClusterSettingsRequest.builder()
                    .cluster(environment.cluster().value())
                    .settings(settings)
                    .build();
            try {
                ecs.call(realm, Ecs.UPDATE_CLUSTER_SETTINGS, request);
            } catch (ApiException refused) {
                throw BatchErrors.plain(refused.error().message());
            }
        });
    }

    /// Ends the cluster of an environment that is DELETING, with the instances in it, and then the environment.
    private void remove(AccountRegion realm, ComputeEnvironment environment) {
        String cluster = environment.cluster().value();
        if (environment.ownsCluster()
                && store.read(realm)
                        .account()
                        .cluster(environment.cluster())
                        .filter(Cluster::active)
                        .isPresent()) {
            for (ContainerInstance instance : instances(realm, environment)) {
                var deregister = DeregisterContainerInstanceRequest.builder()
                        .cluster(cluster)
                        .containerInstance(instance.id().value())
                        .build();
                ecs.call(realm, Ecs.DEREGISTER_CONTAINER_INSTANCE, deregister);
            }
            ecs.call(
                    realm,
                    Ecs.DELETE_CLUSTER,
                    DeleteClusterRequest.builder().cluster(cluster).build());
        }
        forget(realm, environment);
    }

    private void forget(AccountRegion realm, ComputeEnvironment environment) {
        store.write(realm, (tx, state) -> {
            same(state.environment(environment.name()), environment).ifPresent(tx::remove);
            return environment;
        });
    }

    private static Optional<ComputeEnvironment> same(Optional<ComputeEnvironment> there, ComputeEnvironment known) {
        return there.filter(one -> one.uuid().equals(known.uuid()));
    }

    /// Whether tasks are in its cluster, whoever started them, or jobs in one that it shares.
    boolean busy(AccountRegion realm, ComputeEnvironment environment) {
        return store.stores().content(realm, environment.cluster()).tasks().stream()
                .filter(task ->
                        environment.ownsCluster() || task.owner().group().startsWith(GROUP))
                .anyMatch(task -> !task.state().stopped());
    }

    private List<ContainerInstance> instances(AccountRegion realm, ComputeEnvironment environment) {
        return store.stores().content(realm, environment.cluster()).instances().stream()
                .filter(ContainerInstance::registered)
                .toList();
    }

    /// The vCPUs of the instances in its cluster: what `desiredvCpus` truthfully is.
    int vcpus(AccountRegion realm, ComputeEnvironment environment) {
        return instances(realm, environment).stream()
                        .mapToInt(instance -> instance.total().cpu())
                        .sum()
                / 1024;
    }

    /// Finishes what a server left half done that ended in the middle of it.
    public void pass() {
        for (AccountStore account : store.accounts()) {
            store.read(account.realm())
                    .environments()
                    .values()
                    .forEach(environment -> finish(account.realm(), environment));
        }
    }

    /// Brings it to where it was going; what cannot be done yet is tried again by the next pass.
    void finish(AccountRegion realm, ComputeEnvironment environment) {
        try {
            switch (environment.status()) {
                case CREATING -> make(realm, environment);
                case DELETING -> remove(realm, environment);
                case VALID -> {}
            }
        } catch (ApiException refused) {
            log.warn(
                    "environment={} status={} stays: {}",
                    environment.name(),
                    environment.status(),
                    refused.error().message());
        }
    }
}
