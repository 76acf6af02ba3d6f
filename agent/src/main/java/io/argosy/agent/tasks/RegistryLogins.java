package io.argosy.agent.tasks;

import io.argosy.docker.RegistryLogin;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecr.AuthorizationData;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Secret;
import io.argosy.wire.acs.AcsContainer.EcrAuth;
import io.argosy.wire.acs.AcsContainer.RegistryAuthentication;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Gets the passwords of ECR-like registries and keeps them for an hour at most (agent-protocol 5.10).
public final class RegistryLogins {
    private static final Duration MARGIN = Duration.ofMinutes(30);
    /// A token may be revoked long before it expires.
    private static final Duration LONGEST_USE = Duration.ofHours(1);

    private record Known(String username, Secret password, Instant until) {}

    private final Outbound outbound;
    private final ClientIdentity identity;
    private final InstantSource clock;
    private final Map<EcrAuth, Known> known = new HashMap<>();

    public RegistryLogins(Outbound outbound, ClientIdentity identity, InstantSource clock) {
        this.outbound = outbound;
        this.identity = identity;
        this.clock = clock;
    }

    /// What to log in with at the registry; nothing for an image anyone may pull.
    public Optional<RegistryLogin> find(Optional<RegistryAuthentication> wanted, String registry) throws IOException {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<EcrAuth> ecr = wanted.get().ecrAuthData();
        if (!wanted.get().type().equals("ecr") || ecr.isEmpty()) {
            throw new IOException(
                    "registry authentication of type " + wanted.get().type() + " is not available");
        }
        Known login = current(ecr.get());
        return Optional.of(new RegistryLogin(login.username(), login.password(), registry));
    }

    /// Forgets a login that the registry refused; true when asking for another makes sense.
    public synchronized boolean refused(Optional<RegistryAuthentication> wanted, RegistryLogin used) {
        Optional<EcrAuth> auth = wanted.flatMap(RegistryAuthentication::ecrAuthData);
        Optional<Known> login = auth.flatMap(one -> Optional.ofNullable(known.get(one)));
        if (login.isPresent() && login.get().password().equals(used.password())) {
            known.remove(auth.get());
        }
        return auth.isPresent();
    }

    private synchronized Known current(EcrAuth auth) throws IOException {
        Known login = known.get(auth);
        if (login == null || !clock.instant().isBefore(login.until())) {
            login = ask(auth);
            known.put(auth, login);
        }
        return login;
    }

    private Known ask(EcrAuth auth) throws IOException {
        String region = auth.region().orElse(identity.region());
        URI endpoint = URI.create(auth.endpointOverride()
                .filter(override -> !override.isBlank())
                .orElse("https://api.ecr." + region + ".amazonaws.com"));
        var api = new ApiClient(outbound, endpoint, new ClientIdentity(identity.key(), region), clock);
        try {
            AuthorizationData answer = api.call(
                            Ecr.GET_AUTHORIZATION_TOKEN,
                            GetAuthorizationTokenRequest.builder().build())
                    .authorizationData()
                    .flatMap(all -> all.stream().findFirst())
                    .orElseThrow(() -> new IOException("the registry gave no token"));
            return login(answer);
        } catch (ApiException refused) {
            throw new IOException("no registry token: " + refused.getMessage(), refused);
        }
    }

    private Known login(AuthorizationData answer) throws IOException {
        String token = answer.authorizationToken().orElse("");
        String plain = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        int colon = plain.indexOf(':');
        if (colon < 0) {
            throw new IOException("the registry token is not a user and a password");
        }
        Instant longest = clock.instant().plus(LONGEST_USE);
        Instant until = answer.expiresAt()
                .map(expiry -> expiry.minus(MARGIN))
                .filter(longest::isAfter)
                .orElse(longest);
        return new Known(plain.substring(0, colon), new Secret(plain.substring(colon + 1)), until);
    }
}
