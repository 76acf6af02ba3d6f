package io.argosy.agent;

import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.tls.Trust;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What an agent may not make up itself: whom it signs as and whom it trusts, the time, ids of 32 hex digits,
/// and chance.
public record AgentDependencies(
        ClientIdentity identity, Trust trust, InstantSource clock, Supplier<String> ids, RandomGenerator chance) {}
