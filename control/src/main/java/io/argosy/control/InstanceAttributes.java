package io.argosy.control;

import io.argosy.model.ContainerInstance;
import io.argosy.shapes.ecs.Attribute;
import java.util.List;
import java.util.Optional;

/// The attributes of container instances (ecs-semantics 6.4): which are customers', and how sets of them are merged.
public final class InstanceAttributes {
    public static final String ZONE = "ecs.availability-zone";
    public static final String INSTANCE_TYPE = "ecs.instance-type";
    private static final List<String> RESERVED = List.of("ecs.", "com.amazonaws.ecs.", "argosy.");

    private InstanceAttributes() {}

    public static Optional<String> value(ContainerInstance instance, String name) {
        return value(instance.attributes(), name);
    }

    public static Optional<String> value(List<Attribute> attributes, String name) {
        for (Attribute attribute : attributes) {
            if (attribute.name().equals(name)) {
                return attribute.value();
            }
        }
        return Optional.empty();
    }

    /// Whether the customer sets it; the others are the service's and the agent's.
    public static boolean custom(String name) {
        return RESERVED.stream().noneMatch(name::startsWith);
    }
}
