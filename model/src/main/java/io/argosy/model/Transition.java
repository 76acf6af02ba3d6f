package io.argosy.model;

/// What a trigger does to a state: moves it, changes nothing (repeats are normal), or is a bug in the sender.
public sealed interface Transition {
    record Move(TaskState to) implements Transition {}

    record Stay(String because) implements Transition {}

    record Refuse(String because) implements Transition {}
}
