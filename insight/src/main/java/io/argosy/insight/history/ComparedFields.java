package io.argosy.insight.history;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Deployment;
import io.argosy.model.Entity;
import io.argosy.model.Service;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is compared of an entity before and after a change: what somebody wants of it and what became of that, not the
/// counts that move all the time.
final class ComparedFields {
    private ComparedFields() {}

    static Map<String, Object> of(Entity entity) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (entity instanceof Service service) {
            fields.putAll(tree(service));
            fields.put("status", service.status().name());
            fields.put("desiredCount", service.desiredCount());
            service.primary().map(Deployment::definition).ifPresent(id -> fields.put("taskDefinition", id.toString()));
            service.primary()
                    .ifPresent(primary -> fields.put(
                            "deployment",
                            Map.of(
                                    "id", primary.id().toString(),
                                    "rolloutState", primary.rollout().name(),
                                    "rolloutStateReason", primary.rolloutReason())));
        } else if (entity instanceof ContainerInstance instance) {
            fields.put("status", instance.status().name());
            fields.put("agentConnected", instance.agentConnected());
            fields.put("agentVersion", instance.agentVersion().agentVersion().orElse(""));
            instance.attributes()
                    .forEach(attribute -> fields.put(
                            "attributes[" + attribute.name() + "]",
                            attribute.value().orElse("")));
        }
        return fields;
    }

    private static Map<String, Object> tree(Service service) {
        try {
            return JsonTree.object(new String(JsonCodec.write(service.configuration()), StandardCharsets.UTF_8));
        } catch (MalformedJson impossible) {
            throw new IllegalStateException("what we wrote cannot be read", impossible);
        }
    }
}
