package io.argosy.planning.index;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.planning.query.Expression;
import io.argosy.shapes.ecs.Attribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Instances with equal attributes are alike to every rule that looks at attributes only: it is asked once of them all.
final class AttributeClass {
    private static final int REMEMBERED = 256;

    private final Map<String, String> values;
    private final Map<Expression, Boolean> verdicts = new HashMap<>();
    private int members;

    private AttributeClass(Map<String, String> values) {
        this.values = values;
    }

    /// The classes there are, each as long as it has members.
    static final class Register {
        private final Map<Map<String, String>, AttributeClass> classes = new HashMap<>();

        AttributeClass joined(ContainerInstance instance) {
            AttributeClass joined = classes.computeIfAbsent(valuesOf(instance.attributes()), AttributeClass::new);
            joined.members++;
            return joined;
        }

        void left(AttributeClass one) {
            if (--one.members == 0) {
                classes.remove(one.values);
            }
        }
    }

    /// Of several attributes with one name the first counts, as in `query.AttributeLookup`.
    private static Map<String, String> valuesOf(List<Attribute> attributes) {
        Map<String, String> values = new HashMap<>();
        for (Attribute attribute : attributes) {
            values.putIfAbsent(attribute.name(), attribute.value().orElse(""));
        }
        return values;
    }

    boolean has(Set<String> names) {
        return values.keySet().containsAll(names);
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /// What an expression that looks at attributes only says of this member, and so of all.
    boolean matches(Expression expression, InstanceLoad member) {
        Boolean known = verdicts.get(expression);
        if (known == null) {
            if (verdicts.size() == REMEMBERED) {
                verdicts.clear();
            }
            known = expression.matches(member);
            verdicts.put(expression, known);
        }
        return known;
    }
}
