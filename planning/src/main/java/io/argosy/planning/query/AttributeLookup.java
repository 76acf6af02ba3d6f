package io.argosy.planning.query;

import io.argosy.model.ContainerInstance;
import io.argosy.shapes.ecs.Attribute;
import java.util.Optional;

/// Looks an instance's attributes up by name. One without a value has the empty value.
public final class AttributeLookup {
    /// Begins every reference to an attribute, in expressions and in the fields of strategies.
    public static final String PREFIX = "attribute:";

    private AttributeLookup() {}

    public static Optional<String> value(ContainerInstance instance, String name) {
        for (Attribute attribute : instance.attributes()) {
            if (attribute.name().equals(name)) {
                return Optional.of(attribute.value().orElse(""));
            }
        }
        return Optional.empty();
    }
}
