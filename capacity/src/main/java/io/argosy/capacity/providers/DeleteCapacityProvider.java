package io.argosy.capacity.providers;

import io.argosy.control.Clusters;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.CapacityProvider;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeleteCapacityProviderRequest;
import io.argosy.shapes.ecs.DeleteCapacityProviderResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteCapacityProvider`: one that no cluster has turns INACTIVE and is remembered for a while. A cluster that has
/// it forbids that, and so does every task and service of it, as none of them lets go of it (ecs-semantics 9.1).
final class DeleteCapacityProvider implements Operation<DeleteCapacityProviderRequest, DeleteCapacityProviderResponse> {
    private final Clusters clusters;

    DeleteCapacityProvider(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteCapacityProviderRequest, DeleteCapacityProviderResponse> model() {
        return Ecs.DELETE_CAPACITY_PROVIDER;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteCapacityProviderRequest request) {
        return List.of(Permission.on(
                "ecs:DeleteCapacityProvider", ProviderReference.requested(request.capacityProvider(), caller.realm())));
    }

    @Override
    public DeleteCapacityProviderResponse handle(Caller caller, DeleteCapacityProviderRequest request) {
        if (request.cluster().isPresent()) {
            throw ProviderRules.invalid("A cluster can be specified for a managed instances provider only.");
        }
        String name = ProviderReference.name(request.capacityProvider(), caller.realm());
        CapacityProvider deleted = clusters.account(caller.realm()).write(tx -> {
            CapacityProvider provider = ProviderReference.active(name, tx.state());
            refuseWhileAttached(name, tx.state());
            CapacityProvider after = provider.deleted(tx.now());
            tx.update(after);
            return after;
        });
        return DeleteCapacityProviderResponse.builder()
                .capacityProvider(ProviderShape.of(deleted, new Arns(caller.realm()), true))
                .build();
    }

    private static void refuseWhileAttached(String name, AccountState account) {
        account.clusters().stream()
                .filter(cluster ->
                        cluster.active() && cluster.capacityProviders().contains(name))
                .findFirst()
                .ifPresent(cluster -> {
                    throw ApiError.client("The capacity provider cannot be deleted because it is associated with"
                                    + " cluster: " + cluster.name()
                                    + ". Remove the capacity provider from the cluster and try again.")
                            .thrown();
                });
    }
}
