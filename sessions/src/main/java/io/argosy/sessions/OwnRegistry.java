package io.argosy.sessions;

import io.argosy.model.AccountRegion;
import io.argosy.wire.acs.AcsContainer.EcrAuth;
import io.argosy.wire.acs.AcsContainer.RegistryAuthentication;
import java.net.URI;
import java.util.Optional;

/// Knows the images of our own registry by their host, and tells agents where they get the keys to pull them
/// (agent-protocol 5.10): from the task's execution role, where it has one. Other registries are the agent's to know.
record OwnRegistry(URI endpoint, AccountRegion realm, boolean byRole) {
    Optional<RegistryAuthentication> keys(String image) {
        int slash = image.indexOf('/');
        if (slash < 0 || !image.substring(0, slash).equals(endpoint.getAuthority())) {
            return Optional.empty();
        }
        var ecr = new EcrAuth(
                Optional.of(realm.account()), Optional.of(realm.region()), Optional.of(endpoint.toString()), byRole);
        return Optional.of(RegistryAuthentication.ecr(ecr));
    }
}
