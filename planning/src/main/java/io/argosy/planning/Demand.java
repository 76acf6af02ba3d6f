package io.argosy.planning;

import io.argosy.model.Resources;
import io.argosy.planning.query.Expression;
import java.util.List;
import java.util.Set;

/// What a task asks of an instance (ecs-semantics 6.1). The launch type is asked for as a required attribute.
public record Demand(
        String group,
        Resources needs,
        Set<String> requiredAttributes,
        boolean distinctInstance,
        List<Expression> memberOf) {

    public Demand {
        requiredAttributes = Set.copyOf(requiredAttributes);
        memberOf = List.copyOf(memberOf);
    }

    public static Demand of(String group, Resources needs, Set<String> requiredAttributes, Constraints constraints) {
        return new Demand(group, needs, requiredAttributes, constraints.distinctInstance(), constraints.memberOf());
    }
}
