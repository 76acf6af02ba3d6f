package io.argosy.secrets.manager;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import io.argosy.shapes.secretsmanager.Tag;
import java.time.Instant;
import java.util.List;

/// A secret without its values, which are versions of their own. `suffix` are the six letters at the end of its ARN:
/// another secret of the same name has others. `kmsKeyId` is kept as it was told.
public record StoredSecret(
        String name,
        String suffix,
        String description,
        String kmsKeyId,
        List<Tag> tags,
        Instant createdAt,
        Instant changedAt,
        Deletion deletion)
        implements AccountEntity {
    public static final Kind<StoredSecret> KIND = Kind.of("Secret", StoredSecret.class);

    public StoredSecret {
        tags = List.copyOf(tags);
    }

    /// Whether a secret is on its way out.
    public sealed interface Deletion {
        record None() implements Deletion {}

        record Scheduled(Instant since, Instant end) implements Deletion {}
    }

    @Override
    public String key() {
        return name;
    }

    public String arn(AccountRegion realm) {
        return arnOf(realm, name) + "-" + suffix;
    }

    static String arnOf(AccountRegion realm, String name) {
        return "arn:aws:secretsmanager:" + realm.region() + ":" + realm.account() + ":secret:" + name;
    }

    boolean leaving() {
        return deletion instanceof Deletion.Scheduled;
    }

    StoredSecret described(String text, String key, Instant now) {
        return new StoredSecret(name, suffix, text, key, tags, createdAt, now, deletion);
    }

    StoredSecret tagged(List<Tag> all, Instant now) {
        return new StoredSecret(name, suffix, description, kmsKeyId, all, createdAt, now, deletion);
    }

    StoredSecret with(Deletion other, Instant now) {
        return new StoredSecret(name, suffix, description, kmsKeyId, tags, createdAt, now, other);
    }

    StoredSecret changed(Instant now) {
        return new StoredSecret(name, suffix, description, kmsKeyId, tags, createdAt, now, deletion);
    }
}
