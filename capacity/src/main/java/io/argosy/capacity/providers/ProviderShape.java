package io.argosy.capacity.providers;

import io.argosy.model.Arns;
import io.argosy.model.CapacityProvider;
import java.util.List;

/// A capacity provider as clients see it (ecs-semantics 9.1).
final class ProviderShape {
    private ProviderShape() {}

    static io.argosy.shapes.ecs.CapacityProvider of(CapacityProvider provider, Arns arns, boolean withTags) {
        return io.argosy.shapes.ecs.CapacityProvider.builder()
                .capacityProviderArn(arns.capacityProvider(provider.name()))
                .name(provider.name())
                .status(provider.status().name())
                .autoScalingGroupProvider(provider.group())
                .updateStatus(provider.update().name())
                .tags(withTags ? provider.tags() : List.of())
                .type("EC2_AUTOSCALING")
                .build();
    }

    /// One of Fargate's, which nobody made.
    static io.argosy.shapes.ecs.CapacityProvider ofFargate(String name, Arns arns) {
        return io.argosy.shapes.ecs.CapacityProvider.builder()
                .capacityProviderArn(arns.capacityProvider(name))
                .name(name)
                .status(CapacityProvider.Status.ACTIVE.name())
                .tags(List.of())
                .type(name)
                .build();
    }
}
