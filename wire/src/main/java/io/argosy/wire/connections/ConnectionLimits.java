package io.argosy.wire.connections;

import java.time.Duration;

/// How many connections there may be, and how little a client may send. Agents' channels are counted apart, so that
/// neither can crowd out the other; an address of the machine itself is held to `all` only. `head` is the time a
/// request's head may take; who sends a body slower than `slowest` bytes a second for `patience` is cut off.
public record ConnectionLimits(int all, int ofAnAddress, int channels, Duration head, Duration patience, int slowest) {
    public static ConnectionLimits usual() {
        return new ConnectionLimits(4_000, 1_000, 12_000, Duration.ofSeconds(20), Duration.ofSeconds(30), 1 << 10);
    }
}
