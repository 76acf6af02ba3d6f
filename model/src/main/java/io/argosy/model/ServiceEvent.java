package io.argosy.model;

import java.time.Instant;

/// One line of a service's event list; `message` is the literal text of ecs-semantics 7.12.
public record ServiceEvent(String id, Instant createdAt, String message) {}
