package io.argosy.secrets.manager;

import io.argosy.model.Kind;
import io.argosy.secrets.sealing.Envelope;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.util.List;
import java.util.function.Supplier;

/// What Secrets Manager can be asked here.
public final class SecretsManagerOperations {
    /// The kinds of entities that it keeps in the account's store.
    public static final List<Kind<?>> KINDS = List.of(StoredSecret.KIND, SecretVersion.KIND);

    private SecretsManagerOperations() {}

    /// `suffixes` are the six letters at the end of a new secret's ARN.
    public static List<Operation<?, ?>> all(Stores stores, Envelope envelope, Supplier<String> suffixes) {
        var secrets = new SecretStore(stores, envelope);
        return List.of(
                new CreateSecret(secrets, suffixes),
                new PutSecretValue(secrets),
                new GetSecretValue(secrets),
                new DescribeSecret(secrets),
                new ListSecrets(secrets),
                new UpdateSecret(secrets),
                new DeleteSecret(secrets),
                new RestoreSecret(secrets),
                new TagResource(secrets),
                new UntagResource(secrets),
                new ListSecretVersionIds(secrets),
                new UpdateSecretVersionStage(secrets));
    }
}
