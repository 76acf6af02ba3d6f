package io.argosy.control.operations.clusters;

import io.argosy.control.AccountSettings;
import io.argosy.control.Clusters;
import io.argosy.control.ProviderAttachment;
import io.argosy.control.RequestedArns;
import io.argosy.control.RequestedTags;
import io.argosy.control.Tags;
import io.argosy.launches.ClusterProviders;
import io.argosy.launches.Fargate;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.SettingName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.ClusterSetting;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateClusterResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `CreateCluster`: an ACTIVE cluster of the same name and settings is returned as it is; an INACTIVE one makes room
/// for a fresh one, without anything of the old one's content.
public final class CreateCluster implements Operation<CreateClusterRequest, CreateClusterResponse> {
    private static final int MOST_CLUSTERS = 10_000;

    private final Clusters clusters;
    private final Fargate fargate;

    public CreateCluster(Clusters clusters, Fargate fargate) {
        this.clusters = clusters;
        this.fargate = fargate;
    }

    @Override
    public OperationModel<CreateClusterRequest, CreateClusterResponse> model() {
        return Ecs.CREATE_CLUSTER;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateClusterRequest request) {
        return RequestedTags.making(
                Permission.on("ecs:CreateCluster"),
                RequestedArns.of(caller, request.clusterName()).cluster(),
                request.tags());
    }

    @Override
    public CreateClusterResponse handle(Caller caller, CreateClusterRequest request) {
        ClusterName name = Clusters.name(caller.realm(), request.clusterName());
        check(request);
        Cluster made = clusters.alone(() -> made(caller, name, request));
        return CreateClusterResponse.builder()
                .cluster(ClusterShape.of(
                        made,
                        new Arns(caller.realm()),
                        clusters.stores().content(caller.realm(), name),
                        Set.of("TAGS", "SETTINGS", "CONFIGURATIONS")))
                .build();
    }

    /// What a deleted cluster of this name still holds goes before the new one is there.
    private Cluster made(Caller caller, ClusterName name, CreateClusterRequest request) {
        AccountRegion realm = caller.realm();
        var account = clusters.account(realm);
        if (account.read().cluster(name).filter(there -> !there.active()).isPresent()) {
            clusters.stores()
                    .existing(realm, name)
                    .ifPresent(left -> clusters.stores().retire(left, _ -> {}));
        }
        return account.write(tx -> made(tx, caller, name, request));
    }

    private static void check(CreateClusterRequest request) {
        ClusterRules.settings(request.settings().orElse(List.of()));
        ClusterRules.configuration(request.configuration());
        Tags.given(request.tags().orElse(List.of()));
        if (request.serviceConnectDefaults().isPresent()) {
            throw ApiError.invalidParameter("serviceConnectDefaults are not available in this version of Argosy.")
                    .thrown();
        }
    }

    private Cluster made(AccountTransaction tx, Caller caller, ClusterName name, CreateClusterRequest given) {
        CreateClusterRequest request = attaching(given);
        Optional<Cluster> there = tx.state().cluster(name).filter(Cluster::active);
        if (there.isPresent()) {
            return same(there.get(), request);
        }
        if (tx.state().clusters().stream().filter(Cluster::active).count() >= MOST_CLUSTERS) {
            throw new ApiError("LimitExceededException", "An account has at most 10,000 clusters in a region.")
                    .thrown();
        }
        CreateClusterRequest asked = request.toBuilder()
                .tags(Optional.empty())
                .settings(request.settings().or(() -> insights(tx, caller)))
                .build();
        var cluster =
                new Cluster(name, Cluster.Status.ACTIVE, asked, request.tags().orElse(List.of()), tx.now());
        new ProviderAttachment(cluster.capacityProviders(), cluster.defaultStrategy())
                .check(cluster, tx.state(), fargate);
        tx.addOrUpdate(cluster);
        return cluster;
    }

    /// Where the request says nothing of them, the caller's account setting does.
    private static Optional<List<ClusterSetting>> insights(AccountTransaction tx, Caller caller) {
        SettingName name = SettingName.CONTAINER_INSIGHTS;
        String value = AccountSettings.effective(tx.state(), caller.realm(), AccountSettings.principal(caller), name);
        return Optional.of(List.of(
                        ClusterSetting.builder().name(name.word()).value(value).build()))
                .filter(_ -> !value.equals(name.usual()));
    }

    /// With the names of capacity providers where it has their ARNs.
    private static CreateClusterRequest attaching(CreateClusterRequest request) {
        return request.toBuilder()
                .capacityProviders(request.capacityProviders()
                        .map(names -> names.stream().map(ClusterProviders::name).toList()))
                .defaultCapacityProviderStrategy(
                        request.defaultCapacityProviderStrategy().map(ClusterProviders::named))
                .build();
    }

    private static Cluster same(Cluster there, CreateClusterRequest request) {
        boolean settings =
                request.settings().isEmpty() || request.settings().orElseThrow().equals(ClusterShape.settings(there));
        boolean configuration = request.configuration().isEmpty()
                || request.configuration().equals(there.configuration().configuration());
        boolean tags = request.tags().isEmpty() || request.tags().orElseThrow().equals(there.tags());
        boolean providers = request.capacityProviders().isEmpty()
                || request.capacityProviders().orElseThrow().equals(there.capacityProviders());
        boolean strategy = request.defaultCapacityProviderStrategy().isEmpty()
                || request.defaultCapacityProviderStrategy().orElseThrow().equals(there.defaultStrategy());
        if (settings && configuration && tags && providers && strategy) {
            return there;
        }
        throw ApiError.invalidParameter("Arguments on this idempotent request are inconsistent with arguments used in"
                        + " previous request(s).")
                .thrown();
    }
}
