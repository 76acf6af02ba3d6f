package io.argosy.planning;

import io.argosy.model.Task;

/// A live task of a service as its scheduler sees it. `old` is one of a replaced deployment; a task on a draining
/// instance leaves in the same way (ecs-semantics 8.3).
record Worker(Task task, Fitness fitness, boolean old, boolean draining) {
    boolean leaving() {
        return old || draining;
    }

    boolean is(Fitness wanted) {
        return fitness == wanted;
    }
}
