package io.argosy.app.server;

import io.argosy.secrets.Secrets;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.util.List;

/// Secrets Manager and the Parameter Store, wired: their key file lies in the data directory.
final class SecretsModule implements ServerModule {
    static final Plan PLAN = new Plan(Secrets.KINDS, SecretsModule::open);

    private final Secrets secrets;

    private SecretsModule(Secrets secrets) {
        this.secrets = secrets;
    }

    private static ServerModule open(Context context) throws IOException {
        return new SecretsModule(Secrets.open(
                context.dataDir(),
                context.stores(),
                context.chance().clock(),
                context.chance().ids()));
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return secrets.operations();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(secrets::cleanUp);
    }
}
