package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.InstanceAttributes;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.state.Transaction;
import io.argosy.wire.access.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/// Changes the attributes of the instances a request names (ecs-semantics 8.4): all of them, or none when one of them
/// does not exist.
final class AttributeTargets {
    private static final String TYPE = "container-instance";
    private static final int MOST = 10;

    private AttributeTargets() {}

    /// The action on each instance that is named; what has no target is refused later.
    static List<Permission> permissions(String action, RequestedArns requested, List<Attribute> attributes) {
        return requested.inCluster(
                action,
                attributes.stream()
                        .map(attribute ->
                                requested.containerInstance(attribute.targetId().orElse("")))
                        .toList());
    }

    /// The asked attributes by the reference of their target, in the order asked.
    static Map<String, List<Attribute>> byTarget(List<Attribute> attributes) {
        if (attributes.isEmpty()) {
            throw invalid("attributes can not be empty");
        }
        if (attributes.size() > MOST) {
            throw invalid("attributes can not have more than " + MOST + " elements");
        }
        Map<String, List<Attribute>> targets = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            CustomAttributes.check(attribute);
            if (!InstanceAttributes.custom(attribute.name())) {
                throw invalid("Attribute names of ECS cannot be changed: " + attribute.name());
            }
            targets.merge(target(attribute), List.of(attribute), AttributeTargets::joined);
        }
        return targets;
    }

    private static List<Attribute> joined(List<Attribute> some, List<Attribute> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String target(Attribute attribute) {
        String target = attribute.targetId().orElseThrow(() -> invalid("targetId can not be empty"));
        boolean typed = attribute.targetType().map(TYPE::equals).orElse(target.startsWith("arn:"));
        if (!typed) {
            throw invalid("targetType must be container-instance");
        }
        return target;
    }

    /// Puts each instance with what `change` makes of its attributes and those asked for it.
    static void change(
            Map<String, List<Attribute>> targets,
            ClusterScope scope,
            Transaction tx,
            BinaryOperator<List<Attribute>> change) {
        targets.forEach((target, asked) -> {
            ContainerInstance instance = instance(target, scope, tx);
            List<Attribute> changed = change.apply(instance.attributes(), asked);
            if (!changed.equals(instance.attributes())) {
                tx.update(instance.withAttributes(changed));
            }
        });
    }

    private static ContainerInstance instance(String target, ClusterScope scope, Transaction tx) {
        ContainerInstanceId id = References.containerInstance(target, scope);
        return tx.state()
                .instance(id)
                .filter(ContainerInstance::registered)
                .orElseThrow(() -> new ApiError("TargetNotFoundException", "Could not find " + target).thrown());
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
