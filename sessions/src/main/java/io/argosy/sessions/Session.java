package io.argosy.sessions;

import java.time.Instant;
import java.util.Optional;

/// An open channel to an agent, as whoever runs it sees it. All its work happens in `wake`, on one thread: a virtual
/// thread of its own in production, one that moves when it is told to in a simulation.
public sealed interface Session permits AgentSession, TelemetrySession {
    /// Rung when a message came or something changed that the agent should hear of.
    Wakeup wakeup();

    /// Does all that is due, and says when to come back at the latest; nothing once the session is over.
    Optional<Instant> wake();

    /// The server ends: the session says farewell when it is next woken.
    void dismiss();

    /// Closes the channel and ends the session after a bug in `wake`.
    void abandon();
}
