package io.argosy.wire;

import io.argosy.wire.tls.Encryption;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Where the server listens, which regions it answers for (none: any), where its time and request ids come from,
/// and who is told of what is asked of it.
public record ApiServerSettings(
        String host,
        int port,
        Encryption encryption,
        Set<String> regions,
        ApiServerLimits limits,
        InstantSource clock,
        Supplier<UUID> requestIds,
        Audit audit) {

    public ApiServerSettings {
        regions = Set.copyOf(regions);
    }

    /// Plain HTTP, any region, the usual limits, the machine's clock; port 0 picks a free one.
    public static ApiServerSettings listeningOn(String host, int port) {
        return new ApiServerSettings(
                host,
                port,
                new Encryption.Off(),
                Set.of(),
                ApiServerLimits.usual(),
                InstantSource.system(),
                UUID::randomUUID,
                Audit.NONE);
    }

    public ApiServerSettings withEncryption(Encryption chosen) {
        return new ApiServerSettings(host, port, chosen, regions, limits, clock, requestIds, audit);
    }

    public ApiServerSettings withRegions(Set<String> accepted) {
        return new ApiServerSettings(host, port, encryption, accepted, limits, clock, requestIds, audit);
    }

    public ApiServerSettings withLimits(ApiServerLimits chosen) {
        return new ApiServerSettings(host, port, encryption, regions, chosen, clock, requestIds, audit);
    }

    public ApiServerSettings withClock(InstantSource chosen) {
        return new ApiServerSettings(host, port, encryption, regions, limits, chosen, requestIds, audit);
    }

    public ApiServerSettings withAudit(Audit told) {
        return new ApiServerSettings(host, port, encryption, regions, limits, clock, requestIds, told);
    }
}
