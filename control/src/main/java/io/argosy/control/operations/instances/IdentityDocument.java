package io.argosy.control.operations.instances;

import io.argosy.control.InstanceAttributes;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of an EC2 instance identity document that become built-in attributes (ecs-semantics 6.4). It is taken at
/// the agent's word: its signature names a provider that has no part in this. External machines have none.
record IdentityDocument(Optional<String> instanceId, List<Attribute> attributes) {
    private static final IdentityDocument NONE = new IdentityDocument(Optional.empty(), List.of());

    static IdentityDocument read(String document) {
        if (document.isBlank()) {
            return NONE;
        }
        try {
            Map<String, Object> facts = JsonTree.object(document);
            List<Attribute> attributes = new ArrayList<>();
            add(attributes, InstanceAttributes.ZONE, text(facts, "availabilityZone"));
            add(attributes, "ecs.ami-id", text(facts, "imageId"));
            add(attributes, InstanceAttributes.INSTANCE_TYPE, text(facts, "instanceType"));
            add(attributes, "ecs.cpu-architecture", text(facts, "architecture"));
            return new IdentityDocument(text(facts, "instanceId"), attributes);
        } catch (MalformedJson unreadable) {
            return NONE;
        }
    }

    private static void add(List<Attribute> attributes, String name, Optional<String> value) {
        value.ifPresent(known ->
                attributes.add(Attribute.builder().name(name).value(known).build()));
    }

    private static Optional<String> text(Map<String, Object> facts, String member) {
        return facts.get(member) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }
}
