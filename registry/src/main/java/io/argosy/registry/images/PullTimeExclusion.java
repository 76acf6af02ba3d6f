package io.argosy.registry.images;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import java.time.Instant;

/// A principal whose pulls leave no trace on images: who scans or saves them does not use them (ecr-semantics 12).
public record PullTimeExclusion(String principalArn, Instant createdAt) implements AccountEntity {
    public static final Kind<PullTimeExclusion> KIND = Kind.of("PullTimeExclusion", PullTimeExclusion.class);

    /// A registry has so many at most.
    public static final int MOST = 100;

    private static final String SESSION = ":assumed-role/";

    @Override
    public String key() {
        return principalArn;
    }

    /// Whether it is about whoever acts under this ARN. The session of a role counts as the role, of which it knows the
    /// name and not the path.
    boolean excludes(String caller) {
        int session = caller.indexOf(SESSION);
        if (session < 0) {
            return principalArn.equals(caller);
        }
        String role = caller.substring(session + SESSION.length()).split("/", 2)[0];
        return principalArn.contains(":role/") && principalArn.endsWith("/" + role);
    }
}
