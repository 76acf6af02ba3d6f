package io.argosy.registry;

import io.argosy.registry.blobs.DiskReserve;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Where the registry keeps its files, the URL clients reach the server at, what clients may do, and how much it takes.
/// What nobody has needed or wanted for `keep` is swept away.
public record RegistrySettings(
        Path dataDir, URI endpoint, Pushes pushes, long blobBytes, int manifestBytes, Storage storage) {

    /// Whether a push makes the repository it names, and whether clients may delete blobs by themselves.
    public record Pushes(boolean createRepositories, boolean deleteBlobs) {}

    /// How much of the disk stays free, and how long what nobody needs stays.
    public record Storage(DiskReserve.Kept reserve, Duration keep) {}

    /// ECR's limits: 52,000 MiB a layer, 4 MiB a manifest; a day for unfinished uploads and unneeded blobs.
    public static RegistrySettings usual(Path dataDir, URI endpoint) {
        var storage = new Storage(DiskReserve.Kept.USUAL, Duration.ofHours(24));
        return new RegistrySettings(dataDir, endpoint, new Pushes(true, true), 52_000L << 20, 4 << 20, storage);
    }

    public RegistrySettings with(Pushes changed) {
        return new RegistrySettings(dataDir, endpoint, changed, blobBytes, manifestBytes, storage);
    }

    public RegistrySettings with(Storage changed) {
        return new RegistrySettings(dataDir, endpoint, pushes, blobBytes, manifestBytes, changed);
    }

    /// How image names begin that mean this registry.
    public String authority() {
        return endpoint.getAuthority();
    }
}
