package io.argosy.capacity.providers;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ProviderAttachment;
import io.argosy.control.RequestedArns;
import io.argosy.control.operations.clusters.ClusterShape;
import io.argosy.launches.Fargate;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PutClusterCapacityProvidersRequest;
import io.argosy.shapes.ecs.PutClusterCapacityProvidersResponse;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `PutClusterCapacityProviders`: the cluster has these providers and this default strategy, and no others. One that
/// its tasks or services use stays (ecs-semantics 3.2).
final class PutClusterCapacityProviders
        implements Operation<PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse> {
    private final Clusters clusters;
    private final Fargate fargate;

    PutClusterCapacityProviders(Clusters clusters, Fargate fargate) {
        this.clusters = clusters;
        this.fargate = fargate;
    }

    @Override
    public OperationModel<PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse> model() {
        return Ecs.PUT_CLUSTER_CAPACITY_PROVIDERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutClusterCapacityProvidersRequest request) {
        return List.of(Permission.on(
                "ecs:PutClusterCapacityProviders",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public PutClusterCapacityProvidersResponse handle(Caller caller, PutClusterCapacityProvidersRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), Optional.of(request.cluster()));
        var wanted = new ProviderAttachment(request.capacityProviders(), request.defaultCapacityProviderStrategy());
        Cluster changed = scope.account().write(tx -> {
            Cluster cluster = tx.state().cluster(scope.name()).orElseThrow();
            wanted.check(cluster, tx.state(), fargate);
            refuseInUse(cluster, wanted, scope.store().read());
            Cluster after = cluster.with(cluster.configuration().toBuilder()
                    .capacityProviders(wanted.providers())
                    .defaultCapacityProviderStrategy(wanted.strategy())
                    .build());
            tx.update(after);
            return after;
        });
        return PutClusterCapacityProvidersResponse.builder()
                .cluster(ClusterShape.of(
                        changed,
                        scope.arns(),
                        scope.store().read(),
                        Set.of("ATTACHMENTS", "SETTINGS", "CONFIGURATIONS", "TAGS")))
                .build();
    }

    private static void refuseInUse(Cluster before, ProviderAttachment wanted, ClusterState content) {
        List<String> leaving = before.capacityProviders().stream()
                .filter(name -> !wanted.providers().contains(name))
                .toList();
        boolean used = content.services().stream().anyMatch(service -> uses(service, leaving))
                || content.tasks().stream().anyMatch(task -> uses(task, leaving));
        if (used) {
            throw new ApiError(
                            "ResourceInUseException",
                            "The specified capacity provider is in use and cannot be removed.")
                    .thrown();
        }
    }

    private static boolean uses(Service service, List<String> providers) {
        return service.status() != Service.Status.INACTIVE
                && service.configuration().capacityProviderStrategy().orElse(List.of()).stream()
                        .anyMatch(item -> providers.contains(item.capacityProvider()));
    }

    private static boolean uses(Task task, List<String> providers) {
        return !task.state().stopped()
                && task.capacityProvider().filter(providers::contains).isPresent();
    }
}
