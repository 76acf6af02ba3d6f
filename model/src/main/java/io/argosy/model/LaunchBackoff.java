package io.argosy.model;

import java.time.Instant;

/// How often in a row a service's tasks failed to start, and until when it launches no more (ecs-semantics 7.8).
public record LaunchBackoff(int failures, Instant until) {
    public static final LaunchBackoff NONE = new LaunchBackoff(0, Instant.EPOCH);
}
