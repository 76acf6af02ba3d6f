package io.argosy.sessions;

import io.argosy.model.AccountRegion;
import io.argosy.wire.acs.AcsContainer.EcrAuth;
import io.argosy.wire.acs.AcsContainer.RegistryAuthentication;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Knows the images of our own registry, by its host or by the host that ECR gives this account's registry, and tells
/// agents where they get the keys to pull them (agent-protocol 5.10): from the task's execution role, where it has one.
/// Other registries are the agent's to know.
record OwnRegistry(URI endpoint, AccountRegion realm, boolean byRole) {
    private static final Pattern ECR = Pattern.compile(
            "(?<account>[0-9]{12})\\.dkr(\\.ecr(-fips)?\\.(?<region>[a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?"
                    + "|-ecr(-fips)?\\.(?<dual>[a-z0-9-]+)\\.on\\.(aws|amazonwebservices\\.com\\.cn))");

    /// The name that an engine pulls an image by: ECR's host leads to Amazon, ours is here.
    String reachable(String image) {
        return amazons(host(image)).isPresent() ? endpoint.getAuthority() + image.substring(image.indexOf('/')) : image;
    }

    Optional<RegistryAuthentication> keys(String image) {
        String host = host(image);
        return host.equals(endpoint.getAuthority())
                ? Optional.of(keysOf(realm.region()))
                : amazons(host).map(this::keysOf);
    }

    private static String host(String image) {
        return image.substring(0, Math.max(image.indexOf('/'), 0));
    }

    /// The region that such a host names, of this account's registry.
    private Optional<String> amazons(String host) {
        Matcher parts = ECR.matcher(host);
        return parts.matches() && parts.group("account").equals(realm.account())
                ? Optional.ofNullable(parts.group("region")).or(() -> Optional.of(parts.group("dual")))
                : Optional.empty();
    }

    private RegistryAuthentication keysOf(String region) {
        return RegistryAuthentication.ecr(new EcrAuth(
                Optional.of(realm.account()), Optional.of(region), Optional.of(endpoint.toString()), byRole));
    }
}
