package io.argosy.access.principals;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;

/// An access key of a user. The secret is kept as it is, since signatures are checked with it; it is left out of
/// `toString`.
public record UserKey(String id, String secret, String user, boolean active, Instant createdAt)
        implements AccountEntity {
    public static final Index<UserKey> BY_USER = new Index<>("user", key -> List.of(User.key(key.user())));
    public static final Kind<UserKey> KIND = Kind.of("UserKey", UserKey.class).indexed(BY_USER);

    @Override
    public String key() {
        return id;
    }

    public UserKey activated(boolean now) {
        return new UserKey(id, secret, user, now, createdAt);
    }

    public String status() {
        return active ? "Active" : "Inactive";
    }

    @Override
    public String toString() {
        return "UserKey[" + id + ", " + user + ", " + status() + "]";
    }
}
