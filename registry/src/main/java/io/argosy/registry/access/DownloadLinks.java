package io.argosy.registry.access;

import io.argosy.model.AccountRegion;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Addresses of layers that are good for an hour, whoever has them: each carries what it opens, signed with the key of
/// the tokens (ecr-semantics 6.2). Who revokes those revokes these.
public final class DownloadLinks {
    private static final Duration LIFE = Duration.ofHours(1);

    private final RegistryTokens tokens;
    private final URI endpoint;
    private final InstantSource clock;

    public DownloadLinks(RegistryTokens tokens, URI endpoint, InstantSource clock) {
        this.tokens = tokens;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    public URI of(RepositoryKey repository, Digest digest) {
        var realm = repository.realm();
        String expires = Long.toString(clock.instant().plus(LIFE).getEpochSecond());
        return endpoint.resolve("/v2/" + repository.name() + "/blobs/" + digest + "?account=" + realm.account()
                + "&region=" + realm.region() + "&expires=" + expires + "&signature="
                + signature(repository, digest.toString(), expires));
    }

    /// What a query says that came with such an address.
    public record Shown(String account, String region, String expires, String signature) {}

    /// The repository whose layer may be read by what is shown, while it may.
    public Optional<RepositoryKey> opened(String repository, String digest, Shown shown) {
        try {
            var key = new RepositoryKey(new AccountRegion(shown.account(), shown.region()), repository);
            return tokens.signed(claim(key, digest, shown.expires()), shown.signature())
                            && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(shown.expires())))
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private String signature(RepositoryKey repository, String digest, String expires) {
        return tokens.signature(claim(repository, digest, expires));
    }

    /// No token's claims begin so.
    private static String claim(RepositoryKey repository, String digest, String expires) {
        return String.join("\n", "layer", repository.toString(), digest, expires);
    }
}
