package io.argosy.secrets.manager;

import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The secrets of an account region at one moment.
record SecretsState(Table<StoredSecret> secrets, Table<SecretVersion> versions) {
    static SecretsState of(AccountState account) {
        return new SecretsState(account.table(StoredSecret.KIND), account.table(SecretVersion.KIND));
    }

    Optional<StoredSecret> secret(String name) {
        return secrets.get(name);
    }

    Optional<SecretVersion> version(StoredSecret secret, String id) {
        return versions.get(SecretVersion.key(secret.name(), id));
    }

    Optional<SecretVersion> at(StoredSecret secret, String stage) {
        return versions.under(SecretVersion.BY_SECRET, secret.name()).stream()
                .filter(version -> version.at(stage))
                .findFirst();
    }

    /// The oldest first.
    List<SecretVersion> versionsOf(StoredSecret secret) {
        return versions.under(SecretVersion.BY_SECRET, secret.name()).stream()
                .sorted(Comparator.comparing(SecretVersion::createdAt).thenComparing(SecretVersion::id))
                .toList();
    }
}
