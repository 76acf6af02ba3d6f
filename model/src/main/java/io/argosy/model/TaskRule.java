package io.argosy.model;

import java.util.Optional;

/// Tasks begin waiting for an instance, and only their lifecycle moves them from state to state.
final class TaskRule implements ChangeRule<Task> {
    @Override
    public Optional<String> againstAdding(Task fresh) {
        return fresh.state() instanceof TaskState.Provisioning
                ? Optional.empty()
                : Optional.of("a task begins PROVISIONING, not " + fresh.state());
    }

    @Override
    public Optional<String> againstUpdating(Task before, Task after) {
        if (!after.state().equals(before.state())) {
            return Optional.of(
                    "only its lifecycle moves a task, from " + before.state() + ", and not to " + after.state());
        }
        return after.version() < before.version() ? Optional.of("it has changed since") : Optional.empty();
    }
}
