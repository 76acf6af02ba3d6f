package io.argosy.agent.tasks;

import java.time.Instant;

/// A step that was decided and whose outcome is not known yet. `number` tells it from every other step of the task, so
/// that the outcome of one that was cancelled is not taken for the next one's; `before` is the container's state when
/// it was decided; `lookAfterwards`: the engine told something that the outcome may not show yet.
record StepInProgress(
        long number,
        String container,
        ContainerStep step,
        ContainerState before,
        Instant since,
        boolean lookAfterwards) {
    StepInProgress withLookAfterwards() {
        return new StepInProgress(number, container, step, before, since, true);
    }

    /// A pull is dropped at any time: the image it fetches is nobody's.
    boolean droppable() {
        return step instanceof ContainerStep.Pull;
    }

    /// A start that only waits for its turn can be taken back; one that acts on the engine is let finish, so that
    /// nothing half made is lost sight of.
    boolean cancellable() {
        return switch (step) {
            case ContainerStep.Pull _, ContainerStep.Create _, ContainerStep.Start _ -> true;
            case ContainerStep.Stop _,
                    ContainerStep.Discard _,
                    ContainerStep.Look _,
                    ContainerStep.End _,
                    ContainerStep.Wait _,
                    ContainerStep.Rest _ -> false;
        };
    }
}
