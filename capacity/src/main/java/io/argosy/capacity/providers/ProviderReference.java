package io.argosy.capacity.providers;

import io.argosy.control.RequestedArns;
import io.argosy.launches.ClusterProviders;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.CapacityProvider;
import io.argosy.state.AccountState;
import java.util.Optional;

/// A capacity provider as a request names it: by its name or by its ARN (ecs-semantics 2.2).
final class ProviderReference {
    private ProviderReference() {}

    static String name(String nameOrArn, AccountRegion realm) {
        realm.foreign(nameOrArn).ifPresent(words -> {
            throw ApiError.invalidParameter(words).thrown();
        });
        return ClusterProviders.name(nameOrArn);
    }

    /// The ARN of what a request names, as permissions ask for it.
    static String requested(String nameOrArn, AccountRegion realm) {
        return RequestedArns.orAsNamed(nameOrArn, () -> new Arns(realm).capacityProvider(name(nameOrArn, realm)));
    }

    /// One that was made and is there. Fargate's are nobody's to change.
    static CapacityProvider active(String name, AccountState account) {
        if (CapacityProvider.OF_FARGATE.contains(name)) {
            throw ApiError.invalidParameter("The specified capacity provider " + name
                            + " is reserved: it cannot be updated or deleted.")
                    .thrown();
        }
        Optional<CapacityProvider> known = account.table(CapacityProvider.KIND).get(name);
        return known.filter(CapacityProvider::active)
                .orElseThrow(() -> ApiError.invalidParameter("The specified capacity provider " + name
                                + " does not exist. Specify a valid name or ARN and try again.")
                        .thrown());
    }
}
