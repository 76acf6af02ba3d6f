package io.argosy.planning;

import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.planning.query.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a task asks of an instance (ecs-semantics 6.1). `owner` says with which tasks it is counted; `external` is its
/// launch type: such a task requires the attribute of external instances, any other keeps off them. `provider` is the
/// capacity provider whose instances alone may take it.
public record Demand(
        Owner owner,
        Resources needs,
        Set<String> requiredAttributes,
        boolean distinctInstance,
        List<Expression> memberOf,
        boolean external,
        Optional<String> provider) {

    public Demand {
        requiredAttributes = Set.copyOf(requiredAttributes);
        memberOf = List.copyOf(memberOf);
    }

    /// The same on this provider's instances only, if it names one.
    public Demand on(Optional<String> chosen) {
        return new Demand(owner, needs, requiredAttributes, distinctInstance, memberOf, external, chosen);
    }

    public String group() {
        return owner.group();
    }
}
