package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Words violations.
final class Violation {
    private Violation() {}

    static Stream<String> when(boolean broken, String text) {
        return broken ? Stream.of(text) : Stream.empty();
    }

    static Stream<String> in(ContainerDefinition container, boolean broken, String text) {
        return when(broken, "Invalid setting for container '" + RequestedDefinition.name(container) + "'. " + text);
    }

    static Stream<String> outside(
            ContainerDefinition container, String field, Optional<Integer> value, int least, int most) {
        boolean outside = value.filter(given -> given < least || given > most).isPresent();
        return in(container, outside, "'" + field + "' must be between " + least + " and " + most + ".");
    }

    static Stream<String> notOneOf(String field, Optional<String> value, List<String> choices) {
        return when(
                value.filter(given -> !choices.contains(given)).isPresent(),
                field + " should be one of [" + String.join(",", choices) + "]");
    }
}
