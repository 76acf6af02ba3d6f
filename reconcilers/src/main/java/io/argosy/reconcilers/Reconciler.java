package io.argosy.reconcilers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Brings reality closer to what is wanted. A pass takes no input and is safe to repeat; it is run after commits, when
/// time alone has changed something, and every period. One thread at a time runs a reconciler.
public interface Reconciler {
    String name();

    /// After how long a pass is run whatever happens.
    Duration period();

    void pass();

    /// When time alone will have given the next pass something to do; none if only a change can.
    Optional<Instant> wakeAt();
}
