package io.argosy.wire;

import java.util.Optional;

/// Server-sent events for one caller, as they happen. Whoever sends them waits for each piece, and closes the feed when
/// there are no more or the caller has gone; what comes meanwhile the feed has to bound.
public interface Feed extends AutoCloseable {
    /// The next piece of the stream, whole events of it, or nothing when the feed ends. It comes soon, even where
    /// nothing happens: a caller that has gone is noticed when something is sent.
    Optional<String> next() throws InterruptedException;

    @Override
    void close();
}
