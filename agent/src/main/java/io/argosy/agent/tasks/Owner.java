package io.argosy.agent.tasks;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Whose a container is: that of the agent which keeps its memory at `place`, host and data directory. An agent that
/// lost its memory becomes another instance at the same place, and knows by this what its former life left running.
/// The instance's ARN is told for people.
public record Owner(String cluster, String place, Supplier<String> instance) {
    boolean owns(Map<String, String> labels) {
        return place.equals(labels.get(Labels.PLACE));
    }

    /// Another agent that these labels name.
    Optional<String> other(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(Labels.PLACE))
                .filter(theirs -> !theirs.equals(place))
                .map(theirs -> theirs + " " + labels.getOrDefault(Labels.INSTANCE, ""));
    }
}
