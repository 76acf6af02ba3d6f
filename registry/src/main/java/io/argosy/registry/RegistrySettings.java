package io.argosy.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Where the registry keeps its files, the URL clients reach the server at, whether a push makes the repository it
/// names, and how much it takes. What nobody has needed or wanted for `keep` is swept away.
public record RegistrySettings(
        Path dataDir, URI endpoint, boolean createOnPush, long blobBytes, int manifestBytes, Duration keep) {

    /// ECR's limits: 52,000 MiB a layer, 4 MiB a manifest; a day for unfinished uploads and unneeded blobs.
    public static RegistrySettings usual(Path dataDir, URI endpoint) {
        return new RegistrySettings(dataDir, endpoint, true, 52_000L << 20, 4 << 20, Duration.ofHours(24));
    }

    public RegistrySettings withCreateOnPush(boolean create) {
        return new RegistrySettings(dataDir, endpoint, create, blobBytes, manifestBytes, keep);
    }

    /// How image names begin that mean this registry.
    public String authority() {
        return endpoint.getAuthority();
    }
}
