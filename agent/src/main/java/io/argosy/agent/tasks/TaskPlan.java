package io.argosy.agent.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to be done for a task now: carry out the steps of `next` that have not begun, drop those it no longer has,
/// cancel these if they have not acted yet, and plan again at `wake` even if nothing happens.
record TaskPlan(TaskProgress next, List<StepInProgress> cancel, Optional<Instant> wake) {
    TaskPlan {
        cancel = List.copyOf(cancel);
    }
}
