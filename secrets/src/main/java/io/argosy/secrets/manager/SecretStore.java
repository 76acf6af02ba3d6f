package io.argosy.secrets.manager;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.secrets.sealing.Envelope;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The secrets of the caller's account and region: found by name, by ARN, or by an ARN without its last six letters;
/// their values put in, sealed, and taken out.
final class SecretStore {
    private static final int SUFFIX = 7;
    private static final int MOST_VERSIONS = 100;

    private final Stores stores;
    private final Envelope envelope;

    SecretStore(Stores stores, Envelope envelope) {
        this.stores = stores;
        this.envelope = envelope;
    }

    SecretsState read(Caller caller) {
        return SecretsState.of(stores.account(caller.realm()).read());
    }

    <R> R write(Caller caller, Function<AccountTransaction, R> command) {
        return stores.account(caller.realm()).write(command);
    }

    Optional<StoredSecret> find(SecretsState state, AccountRegion realm, String id) {
        if (!id.startsWith("arn:")) {
            return state.secret(id);
        }
        String prefix = StoredSecret.arnOf(realm, "");
        if (!id.startsWith(prefix)) {
            return Optional.empty();
        }
        String rest = id.substring(prefix.length());
        Optional<StoredSecret> whole = rest.length() > SUFFIX
                ? state.secret(rest.substring(0, rest.length() - SUFFIX))
                        .filter(secret -> secret.arn(realm).equals(id))
                : Optional.empty();
        return whole.or(() -> state.secret(rest));
    }

    /// One that is there, whether on its way out or not.
    StoredSecret existing(SecretsState state, Caller caller, String id) {
        return find(state, caller.realm(), id).orElseThrow(SecretErrors::notFound);
    }

    StoredSecret live(SecretsState state, Caller caller, String id) {
        StoredSecret secret = existing(state, caller, id);
        if (secret.leaving()) {
            throw SecretErrors.leaving();
        }
        return secret;
    }

    /// What an action on a secret needs; of one that is not there, on what it is called.
    List<Permission> on(String action, Caller caller, String id) {
        Optional<StoredSecret> known = find(read(caller), caller.realm(), id);
        String arn = known.map(secret -> secret.arn(caller.realm()))
                .orElseGet(() -> id.startsWith("arn:") ? id : StoredSecret.arnOf(caller.realm(), id));
        Permission wanted = Permission.on("secretsmanager:" + action, arn).with("secretsmanager:SecretId", arn);
        Map<String, String> tags = SecretTags.values(known.map(StoredSecret::tags));
        wanted = wanted.withResourceTags(tags);
        for (var tag : tags.entrySet()) {
            wanted = wanted.with("secretsmanager:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return List.of(wanted);
    }

    GivenValue value(Caller caller, StoredSecret secret, SecretVersion version) {
        return new GivenValue(version.form(), envelope.open(place(caller, secret, version.id()), version.value()));
    }

    private static String place(Caller caller, StoredSecret secret, String version) {
        return secret.arn(caller.realm()) + "|" + version;
    }

    /// Whether the version is there already with this value, because the request is repeated. The same token with
    /// another value is refused.
    boolean repeated(SecretsState state, Caller caller, StoredSecret secret, String token, GivenValue value) {
        Optional<SecretVersion> known = state.version(secret, token);
        if (known.isPresent() && !value(caller, secret, known.get()).equals(value)) {
            throw SecretErrors.exists("You can't use ClientRequestToken " + token
                    + " because that value is already in use for a version of secret " + secret.arn(caller.realm())
                    + ".");
        }
        return known.isPresent();
    }

    /// A new version, and the stages that point to it from now on.
    void add(
            AccountTransaction tx,
            Caller caller,
            StoredSecret secret,
            String id,
            GivenValue value,
            List<String> stages) {
        List<SecretVersion> before = SecretsState.of(tx.state()).versionsOf(secret);
        makeRoom(tx, before);
        var sealed = envelope.seal(place(caller, secret, id), value.text());
        tx.add(new SecretVersion(secret.name(), id, value.form(), sealed, List.of(), tx.now()));
        List<SecretVersion> all = SecretsState.of(tx.state()).versionsOf(secret);
        Stages moved = Stages.of(all);
        for (String stage : stages) {
            moved = moved.to(id, stage);
        }
        restage(tx, all, moved);
    }

    /// Versions that no stage points to go, the oldest first.
    private static void makeRoom(AccountTransaction tx, List<SecretVersion> versions) {
        List<SecretVersion> kept = new ArrayList<>(versions);
        while (kept.size() >= MOST_VERSIONS) {
            SecretVersion oldest = kept.stream()
                    .filter(version -> version.stages().isEmpty())
                    .findFirst()
                    .orElseThrow(() -> SecretErrors.limit(
                            "A secret can have at most " + MOST_VERSIONS + " versions with staging labels."));
            tx.remove(oldest);
            kept.remove(oldest);
        }
    }

    static void restage(AccountTransaction tx, List<SecretVersion> versions, Stages stages) {
        for (SecretVersion version : versions) {
            if (!version.stages().equals(stages.of(version.id()))) {
                tx.update(version.staged(stages.of(version.id())));
            }
        }
    }

    /// The secret with all its versions, for good.
    static void remove(AccountTransaction tx, StoredSecret secret) {
        SecretsState.of(tx.state()).versionsOf(secret).forEach(tx::remove);
        tx.remove(secret);
    }
}
