package io.argosy.capacity.providers;

import io.argosy.capacity.CapacitySettings;
import io.argosy.control.Clusters;
import io.argosy.wire.Operation;
import java.util.List;

/// The operations on capacity providers.
public final class CapacityProviderOperations {
    private CapacityProviderOperations() {}

    public static List<Operation<?, ?>> all(Clusters clusters, CapacitySettings settings) {
        return List.of(
                new CreateCapacityProvider(clusters, settings),
                new DescribeCapacityProviders(clusters, settings.fargate()),
                new UpdateCapacityProvider(clusters),
                new DeleteCapacityProvider(clusters),
                new PutClusterCapacityProviders(clusters, settings.fargate()));
    }
}
