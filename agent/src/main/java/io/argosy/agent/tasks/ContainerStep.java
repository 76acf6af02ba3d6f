package io.argosy.agent.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The next thing to do for one container. `Wait` and `Rest` do nothing; `End` is the end without the engine.
public sealed interface ContainerStep {
    record Pull(String image) implements ContainerStep {}

    record Create() implements ContainerStep {}

    record Start(String id) implements ContainerStep {}

    record Stop(String id, Duration grace) implements ContainerStep {}

    /// Makes sure that a container which may have been made does not exist.
    record Discard() implements ContainerStep {}

    /// Asks the engine how the container is: after a restart, and when an event may have been missed.
    record Look(String id) implements ContainerStep {}

    record End(Optional<Integer> exitCode, Optional<String> reason) implements ContainerStep {
        static final End QUIETLY = new End(Optional.empty(), Optional.empty());
    }

    /// Held up by what `on` says; to be looked at again at `until` even if nothing happens.
    record Wait(String on, Optional<Instant> until) implements ContainerStep {}

    record Rest() implements ContainerStep {}
}
