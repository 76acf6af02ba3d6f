package io.argosy.model;

/// A task's id: 32 lower-case hex digits (older clients may send 36-character UUIDs).
public record TaskId(String value) {
    public TaskId {
        if (!Ids.valid(value)) {
            throw new IllegalArgumentException("not a task id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
