package io.argosy.capacity.providers;

import io.argosy.control.Clusters;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.CapacityProvider;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.AutoScalingGroupProviderUpdate;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateCapacityProviderRequest;
import io.argosy.shapes.ecs.UpdateCapacityProviderResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `UpdateCapacityProvider`: changes what is given of how a provider scales, drains and protects; its group stays.
final class UpdateCapacityProvider implements Operation<UpdateCapacityProviderRequest, UpdateCapacityProviderResponse> {
    private final Clusters clusters;

    UpdateCapacityProvider(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<UpdateCapacityProviderRequest, UpdateCapacityProviderResponse> model() {
        return Ecs.UPDATE_CAPACITY_PROVIDER;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateCapacityProviderRequest request) {
        return List.of(Permission.on(
                "ecs:UpdateCapacityProvider", ProviderReference.requested(request.name(), caller.realm())));
    }

    @Override
    public UpdateCapacityProviderResponse handle(Caller caller, UpdateCapacityProviderRequest request) {
        if (request.managedInstancesProvider().isPresent()) {
            throw new ApiError("UnsupportedFeatureException", "Managed instances are not available here.").thrown();
        }
        AutoScalingGroupProviderUpdate changes = request.autoScalingGroupProvider()
                .orElseThrow(() -> ProviderRules.invalid("An autoScalingGroupProvider must be specified."));
        String name = ProviderReference.name(request.name(), caller.realm());
        CapacityProvider updated = clusters.account(caller.realm()).write(tx -> {
            CapacityProvider before = ProviderReference.active(name, tx.state());
            AutoScalingGroupProvider asked = AutoScalingGroupProvider.builder()
                    .autoScalingGroupArn(before.group().autoScalingGroupArn())
                    .managedScaling(changes.managedScaling())
                    .managedTerminationProtection(changes.managedTerminationProtection())
                    .managedDraining(changes.managedDraining())
                    .build();
            CapacityProvider after = before.with(ProviderRules.complete(asked, Optional.of(before.group())), tx.now());
            tx.update(after);
            return after;
        });
        return UpdateCapacityProviderResponse.builder()
                .capacityProvider(ProviderShape.of(updated, new Arns(caller.realm()), true))
                .build();
    }
}
