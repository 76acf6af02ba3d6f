package io.argosy.wire.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The keys the server accepts, by id: the root keys given at construction, temporary ones that come and go, and those
/// that `elsewhere` knows.
public final class CredentialStore {
    private final Map<String, Credential> byId = new ConcurrentHashMap<>();
    private final Function<String, Optional<Credential>> elsewhere;

    public CredentialStore(Collection<Credential> roots) {
        this(roots, _ -> Optional.empty());
    }

    /// `elsewhere` is asked by id at every request, so what it no longer knows ends at once.
    public CredentialStore(Collection<Credential> roots, Function<String, Optional<Credential>> elsewhere) {
        this.elsewhere = elsewhere;
        roots.forEach(this::put);
    }

    public Optional<Credential> lookup(String accessKeyId) {
        return Optional.ofNullable(byId.get(accessKeyId)).or(() -> elsewhere.apply(accessKeyId));
    }

    public void put(Credential credential) {
        byId.put(credential.key().id(), credential);
    }

    public void remove(String accessKeyId) {
        byId.remove(accessKeyId);
    }

    /// Forgets what expired before `limit`. Leave some time after expiry, so that a late caller is still told why.
    public void prune(Instant limit) {
        byId.values().removeIf(credential -> credential.expiredAt(limit));
    }
}
