package io.argosy.wire.access;

/// What a client signs with: the id, its secret, and the session token of temporary credentials (`Secret.NONE` for
/// lasting ones).
public record AccessKey(String id, Secret secret, Secret sessionToken) {
    public AccessKey {
        if (id.isBlank() || secret.isEmpty()) {
            throw new IllegalArgumentException("an access key needs an id and a secret");
        }
    }

    public static AccessKey lasting(String id, String secret) {
        return new AccessKey(id, new Secret(secret), Secret.NONE);
    }
}
