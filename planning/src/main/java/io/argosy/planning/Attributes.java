package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.shapes.ecs.Attribute;
import java.util.Optional;

/// Looks an instance's attributes up by name. One without a value has the empty value.
final class Attributes {
    private Attributes() {}

    static Optional<String> value(ContainerInstance instance, String name) {
        for (Attribute attribute : instance.attributes()) {
            if (attribute.name().equals(name)) {
                return Optional.of(attribute.value().orElse(""));
            }
        }
        return Optional.empty();
    }
}
