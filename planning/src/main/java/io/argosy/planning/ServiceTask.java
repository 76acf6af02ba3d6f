package io.argosy.planning;

import io.argosy.model.Task;

/// A live task of a service as its scheduler sees it. `old` is one of a replaced deployment; a task on a draining
/// instance leaves in the same way (ecs-semantics 8.3), one of a daemon also where it is not wanted any more. One that
/// is `kept` is protected: it goes only if it fails.
record ServiceTask(Task task, HealthStage stage, boolean old, boolean draining, boolean kept) {
    boolean leaving() {
        return old || draining;
    }

    boolean is(HealthStage wanted) {
        return stage == wanted;
    }
}
