package io.argosy.control;

import io.argosy.shapes.ecs.Failure;

/// The per-item problems batch operations answer with (ecs-semantics 1.3, 5.5).
public final class Failures {
    private Failures() {}

    public static Failure missing(String arn) {
        return of(arn, "MISSING");
    }

    public static Failure of(String arn, String reason) {
        return Failure.builder().arn(arn).reason(reason).build();
    }
}
