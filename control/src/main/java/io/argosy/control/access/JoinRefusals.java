package io.argosy.control.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which join tokens were shown in vain since the server started, by somebody who has them: how often, and
/// when last. For whoever asks why a host does not come; the host is told nothing. In memory, and of so many
/// tokens only.
public final class JoinRefusals {
    private static final int MOST = 1_000;

    /// So many tries with one token, the first and the last of them.
    public record Tries(int count, Instant first, Instant last) {}

    private final Map<String, Tries> byToken = new ConcurrentHashMap<>();

    public void note(String tokenId, Instant at) {
        byToken.compute(
                tokenId,
                (_, known) -> known == null
                        ? byToken.size() < MOST ? new Tries(1, at, at) : null
                        : new Tries(known.count() + 1, known.first(), at));
    }

    public Optional<Tries> of(String tokenId) {
        return Optional.ofNullable(byToken.get(tokenId));
    }
}
