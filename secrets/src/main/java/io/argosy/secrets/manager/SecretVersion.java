package io.argosy.secrets.manager;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.secrets.sealing.SealedValue;
import java.time.Instant;
import java.util.List;

/// One value that a secret has or had, sealed, and the stages that point to it.
public record SecretVersion(
        String secret, String id, Form form, SealedValue value, List<String> stages, Instant createdAt)
        implements AccountEntity {
    public static final Index<SecretVersion> BY_SECRET = new Index<>("secret", version -> List.of(version.secret()));
    public static final Kind<SecretVersion> KIND =
            Kind.of("SecretVersion", SecretVersion.class).indexed(BY_SECRET);

    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /// As what the value was given: bytes are kept as Base64.
    public enum Form {
        TEXT,
        BINARY
    }

    public SecretVersion {
        stages = List.copyOf(stages);
    }

    @Override
    public String key() {
        return key(secret, id);
    }

    static String key(String secret, String id) {
        return secret + "|" + id;
    }

    boolean at(String stage) {
        return stages.contains(stage);
    }

    SecretVersion staged(List<String> other) {
        return new SecretVersion(secret, id, form, value, other, createdAt);
    }
}
