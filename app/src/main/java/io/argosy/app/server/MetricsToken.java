package io.argosy.app.server;

import io.argosy.wire.access.KeyFiles;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/// What opens `/metrics`, and nothing else, to whoever is not on this machine: a file of the data directory, its
/// owner's only, made at the first start. An operator may put another token there; it counts from the next start on.
final class MetricsToken {
    private MetricsToken() {}

    static Secret of(Path dataDir, Supplier<String> secrets) throws IOException {
        Path file = dataDir.resolve("metrics-token");
        if (!Files.exists(file)) {
            KeyFiles.write(file, secrets.get() + "\n");
        }
        String token = Files.readString(file).strip();
        if (token.isEmpty()) {
            throw new IOException(file + " holds no token: put one there, or remove it for a new one");
        }
        return new Secret(token);
    }
}
