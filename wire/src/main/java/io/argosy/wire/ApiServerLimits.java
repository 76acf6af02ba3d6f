package io.argosy.wire;

import java.time.Duration;

/// How much a client may ask of the server at once. Bodies of `Route`s are not covered: they stream.
public record ApiServerLimits(
        int bodyBytes,
        int headerBytes,
        int connections,
        int requestsAtOnce,
        Duration idle,
        Duration channelIdle,
        Duration stop) {

    public static ApiServerLimits usual() {
        return new ApiServerLimits(
                1 << 20,
                32 << 10,
                10_000,
                1_000,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30));
    }
}
