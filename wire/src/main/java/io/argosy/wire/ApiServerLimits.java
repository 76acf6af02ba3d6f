package io.argosy.wire;

import io.argosy.wire.connections.ConnectionLimits;
import java.time.Duration;

/// How much a client may ask of the server at once. Bodies of `Route`s are not covered by `bodies`: they stream.
public record ApiServerLimits(
        Bodies bodies,
        int headerBytes,
        ConnectionLimits connections,
        int requestsAtOnce,
        Duration idle,
        Duration channelIdle,
        Duration stop) {

    /// Bodies of API requests: how large one may be, how much of all of them may be in memory, and how long one may
    /// take to arrive.
    public record Bodies(int each, long together, Duration time) {
        public static Bodies usual() {
            return new Bodies(256 << 10, Runtime.getRuntime().maxMemory() / 4, Duration.ofSeconds(20));
        }
    }

    public static ApiServerLimits usual() {
        return new ApiServerLimits(
                Bodies.usual(),
                32 << 10,
                ConnectionLimits.usual(),
                1_000,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30));
    }
}
