package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import java.util.Optional;

/// Where a task goes, or why no instance takes it.
public sealed interface Decision {
    record Place(ContainerInstanceId on) implements Decision {}

    /// `closest` is the instance that came furthest through the rules; nothing when there is none at all.
    record NoRoom(Optional<Closest> closest) implements Decision {}

    record Closest(ContainerInstanceId on, Veto veto) {}
}
