package io.argosy.agent;

import io.argosy.wire.access.ClientIdentity;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What an agent may not make up itself: whom it signs as, the time, ids of 32 hex digits, and chance.
public record AgentDependencies(
        ClientIdentity identity, InstantSource clock, Supplier<String> ids, RandomGenerator chance) {}
