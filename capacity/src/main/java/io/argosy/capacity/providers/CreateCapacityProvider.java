package io.argosy.capacity.providers;

import io.argosy.capacity.CapacitySettings;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedTags;
import io.argosy.control.Tags;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.CapacityProvider;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.CreateCapacityProviderRequest;
import io.argosy.shapes.ecs.CreateCapacityProviderResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `CreateCapacityProvider`: one over a group of hosts is ACTIVE at once (ecs-semantics 9.1). The same request again
/// changes nothing.
final class CreateCapacityProvider implements Operation<CreateCapacityProviderRequest, CreateCapacityProviderResponse> {
    private static final int MOST = 1_000;

    private final Clusters clusters;
    private final CapacitySettings settings;

    CreateCapacityProvider(Clusters clusters, CapacitySettings settings) {
        this.clusters = clusters;
        this.settings = settings;
    }

    @Override
    public OperationModel<CreateCapacityProviderRequest, CreateCapacityProviderResponse> model() {
        return Ecs.CREATE_CAPACITY_PROVIDER;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateCapacityProviderRequest request) {
        String made = ProviderReference.requested(request.name(), caller.realm());
        return RequestedTags.making(Permission.on("ecs:CreateCapacityProvider", made), made, request.tags());
    }

    @Override
    public CreateCapacityProviderResponse handle(Caller caller, CreateCapacityProviderRequest request) {
        ProviderRules.name(request.name());
        List<Tag> tags = Tags.given(request.tags().orElse(List.of()));
        AutoScalingGroupProvider asked = ProviderRules.complete(group(request), Optional.empty());
        var rules = new ProviderRules(settings, caller.realm());
        CapacityProvider made = clusters.account(caller.realm()).write(tx -> {
            rules.group(request.name(), asked, tx.state());
            return made(request.name(), asked, tags, tx);
        });
        return CreateCapacityProviderResponse.builder()
                .capacityProvider(ProviderShape.of(made, new Arns(caller.realm()), true))
                .build();
    }

    private static AutoScalingGroupProvider group(CreateCapacityProviderRequest request) {
        if (request.managedInstancesProvider().isPresent()) {
            throw new ApiError(
                            "UnsupportedFeatureException",
                            "Managed instances are not available here. Use an autoScalingGroupProvider.")
                    .thrown();
        }
        if (request.cluster().isPresent()) {
            throw ProviderRules.invalid("A cluster can be specified for a managed instances provider only.");
        }
        return request.autoScalingGroupProvider()
                .orElseThrow(() -> ProviderRules.invalid("An autoScalingGroupProvider must be specified."));
    }

    private static CapacityProvider made(
            String name, AutoScalingGroupProvider group, List<Tag> tags, AccountTransaction tx) {
        Optional<CapacityProvider> there =
                tx.state().table(CapacityProvider.KIND).get(name).filter(CapacityProvider::active);
        if (there.isPresent()) {
            if (there.get().group().equals(group) && there.get().tags().equals(tags)) {
                return there.get();
            }
            throw ApiError.client("The specified capacity provider already exists. To change the configuration of an"
                            + " existing capacity provider, update the capacity provider.")
                    .thrown();
        }
        if (tx.state().table(CapacityProvider.KIND).size() >= MOST) {
            throw new ApiError("LimitExceededException", "An account has at most " + MOST + " capacity providers.")
                    .thrown();
        }
        var made = new CapacityProvider(
                name, CapacityProvider.Status.ACTIVE, group, tags, CapacityProvider.Update.CREATE_COMPLETE, tx.now());
        tx.addOrUpdate(made);
        return made;
    }
}
