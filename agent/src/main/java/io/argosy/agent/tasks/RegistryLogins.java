package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ImagePuller.PullFailed;
import io.argosy.docker.RegistryLogin;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecr.AuthorizationData;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Secret;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.AsmAuth;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets the passwords of ECR-like registries, with the agent's own key or an execution role's, and keeps them for an
/// hour at most (agent-protocol 5.10).
public final class RegistryLogins {
    private static final Logger log = LoggerFactory.getLogger(RegistryLogins.class);
    private static final Duration MARGIN = Duration.ofMinutes(30);
    /// A token may be revoked long before it expires.
    private static final Duration LONGEST_USE = Duration.ofHours(1);

    /// What a container's image is pulled with: as it was told, and the key of its task's execution role, if that has
    /// one.
    record Right(Optional<RegistryAuthentication> wanted, Optional<AccessKey> role) {}

    private record Known(String username, Secret password, Instant until) {}

    /// Where, and with which key: the agent's own, or that of a task's execution role.
    private record Asked(EcrAuth auth, AccessKey key) {}

    private final Outbound outbound;
    private final ClientIdentity identity;
    private final TaskCredentials keys;
    private final SecretReader secrets;
    private final InstantSource clock;
    private final Map<Asked, Known> known = new HashMap<>();

    public RegistryLogins(
            Outbound outbound,
            ClientIdentity identity,
            TaskCredentials keys,
            SecretReader secrets,
            InstantSource clock) {
        this.outbound = outbound;
        this.identity = identity;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// What this container's image may be pulled with.
    Right right(String task, AcsContainer container) throws PullFailed, SecretRefused, InterruptedException {
        Optional<AsmAuth> secret = container.registryAuthentication().flatMap(RegistryAuthentication::asmAuthData);
        if (secret.isPresent()) {
            return rightOfSecret(container, secret.get(), secrets.key(task));
        }
        boolean needed = container
                .registryAuthentication()
                .flatMap(RegistryAuthentication::ecrAuthData)
                .filter(EcrAuth::useExecutionRole)
                .isPresent();
        Optional<AccessKey> role = needed ? keys.awaitExecution(task) : Optional.empty();
        if (needed && role.isEmpty()) {
            throw new PullFailed("no registry credentials: no keys of the task's execution role have come");
        }
        return new Right(container.registryAuthentication(), role);
    }

    /// The secret is looked at once beforehand: that it may not be read is another reason than that a pull failed.
    private Right rightOfSecret(AcsContainer container, AsmAuth secret, AccessKey key) throws SecretRefused {
        try {
            login(secret, key, "");
        } catch (IOException serverAway) {
            log.debug("{} is not to be had now: {}", secret, serverAway.getMessage());
        }
        return new Right(container.registryAuthentication(), Optional.of(key));
    }

    private RegistryLogin login(AsmAuth auth, AccessKey key, String registry) throws SecretRefused, IOException {
        var address = SecretAddress.whole(auth.credentialsParameter());
        Map<String, Object> members = address.object(secrets.secret(key, auth.region(), address));
        if (members.get("username") instanceof String username && members.get("password") instanceof String password) {
            return new RegistryLogin(username, new Secret(password), registry);
        }
        throw SecretRefused.ofSecret(address.secret(), "unable to unmarshal secret value, invalid schema");
    }

    /// What to log in with at the registry; nothing for an image anyone may pull.
    Optional<RegistryLogin> find(Right right, String registry) throws IOException {
        if (right.wanted().isEmpty()) {
            return Optional.empty();
        }
        Optional<AsmAuth> secret = right.wanted().get().asmAuthData();
        if (secret.isPresent() && right.role().isPresent()) {
            try {
                return Optional.of(login(secret.get(), right.role().get(), registry));
            } catch (SecretRefused refused) {
                throw new IOException(refused.getMessage(), refused);
            }
        }
        Optional<Asked> asked = asked(right);
        if (asked.isEmpty()) {
            throw new IOException(
                    "registry authentication of type " + right.wanted().get().type() + " is not available");
        }
        Known login = current(asked.get());
        return Optional.of(new RegistryLogin(login.username(), login.password(), registry));
    }

    private Optional<Asked> asked(Right right) {
        return right.wanted()
                .filter(wanted -> wanted.type().equals("ecr"))
                .flatMap(RegistryAuthentication::ecrAuthData)
                .map(auth -> new Asked(
                        auth, right.role().filter(_ -> auth.useExecutionRole()).orElse(identity.key())));
    }

    /// Forgets a login that the registry refused; true when asking for another makes sense.
    synchronized boolean refused(Right right, RegistryLogin used) {
        Optional<Asked> asked = asked(right);
        Optional<Known> login = asked.flatMap(one -> Optional.ofNullable(known.get(one)));
        if (login.isPresent() && login.get().password().equals(used.password())) {
            known.remove(asked.get());
        }
        return asked.isPresent();
    }

    private synchronized Known current(Asked asked) throws IOException {
        known.values().removeIf(old -> !clock.instant().isBefore(old.until()));
        Known login = known.get(asked);
        if (login == null) {
            login = ask(asked.auth(), asked.key());
            known.put(asked, login);
        }
        return login;
    }

    private Known ask(EcrAuth auth, AccessKey key) throws IOException {
        String region = auth.region().orElse(identity.region());
        URI endpoint = URI.create(auth.endpointOverride()
                .filter(override -> !override.isBlank())
                .orElse("https://api.ecr." + region + ".amazonaws.com"));
        var api = new ApiClient(outbound, endpoint, new ClientIdentity(key, region), clock);
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
