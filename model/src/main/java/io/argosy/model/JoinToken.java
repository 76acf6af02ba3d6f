package io.argosy.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A permission to join a cluster, for so many hosts and until a moment. Only the hash of its secret is kept.
/// `joined` remembers which attempt got which key, so that a host whose answer was lost may ask again.
public record JoinToken(
        String id, String secretHash, int usesLeft, Instant createdAt, Instant expiresAt, List<Joined> joined)
        implements ClusterEntity {
    public static final Kind<JoinToken> KIND = Kind.of("JoinToken", JoinToken.class);

    /// One host that joined: the id it chose for its attempt, and the key it was given.
    public record Joined(String attempt, String accessKeyId) {}

    public JoinToken {
        joined = List.copyOf(joined);
    }

    @Override
    public String key() {
        return id;
    }

    public boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /// The key this attempt was given before.
    public Optional<String> keyOf(String attempt) {
        return joined.stream()
                .filter(one -> one.attempt().equals(attempt))
                .map(Joined::accessKeyId)
                .findFirst();
    }

    public JoinToken spentBy(String attempt, String accessKeyId) {
        List<Joined> more = new ArrayList<>(joined);
        more.add(new Joined(attempt, accessKeyId));
        return new JoinToken(id, secretHash, usesLeft - 1, createdAt, expiresAt, more);
    }
}
