package io.argosy.wire.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys the server accepts, by id: the root keys given at construction, and temporary ones that come and go.
public final class CredentialStore {
    private final Map<String, Credential> byId = new ConcurrentHashMap<>();

    public CredentialStore(Collection<Credential> roots) {
        roots.forEach(this::put);
    }

    public Optional<Credential> lookup(String accessKeyId) {
        return Optional.ofNullable(byId.get(accessKeyId));
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
