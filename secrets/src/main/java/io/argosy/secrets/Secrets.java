package io.argosy.secrets;

import io.argosy.model.Kind;
import io.argosy.secrets.manager.PlannedDeletions;
import io.argosy.secrets.manager.SecretVersion;
import io.argosy.secrets.manager.SecretsManagerOperations;
import io.argosy.secrets.parameters.ParameterOperations;
import io.argosy.secrets.parameters.ParameterVersion;
import io.argosy.secrets.sealing.Envelope;
import io.argosy.secrets.sealing.MasterKey;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Secrets Manager and the Parameter Store as one thing, over one key file. Whoever runs the server calls `cleanUp` now
/// and then.
public final class Secrets {
    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = Stream.concat(
                    SecretsManagerOperations.KINDS.stream(), ParameterOperations.KINDS.stream())
            .toList();

    /// What the key file is called in a data directory.
    public static final String KEY_FILE = "secrets.key";

    private static final int SUFFIX = 6;

    private final List<Operation<?, ?>> operations;
    private final PlannedDeletions deletions;

    private Secrets(List<Operation<?, ?>> operations, PlannedDeletions deletions) {
        this.operations = List.copyOf(operations);
        this.deletions = deletions;
    }

    /// `letters` are texts of at least six letters and digits, another each time.
    public static Secrets open(Path dataDir, Stores stores, InstantSource clock, Supplier<String> letters)
            throws IOException {
        var envelope = new Envelope(MasterKey.at(dataDir.resolve(KEY_FILE), () -> anyIn(stores)));
        Supplier<String> suffixes = () -> letters.get().substring(0, SUFFIX);
        return new Secrets(
                Stream.concat(
                                SecretsManagerOperations.all(stores, envelope, suffixes).stream(),
                                ParameterOperations.all(stores, envelope).stream())
                        .toList(),
                new PlannedDeletions(stores, clock));
    }

    private static boolean anyIn(Stores stores) {
        return stores.accounts().stream()
                .anyMatch(account -> account.read().table(SecretVersion.KIND).size() > 0
                        || account.read().table(ParameterVersion.KIND).size() > 0);
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /// Ends secrets whose recovery window is over.
    public void cleanUp() {
        deletions.pass();
    }
}
