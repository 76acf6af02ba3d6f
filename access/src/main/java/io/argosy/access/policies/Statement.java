package io.argosy.access.policies;

import java.util.List;

/// One statement of a policy document.
record Statement(
        String sid,
        Effect effect,
        Principals principals,
        Selection actions,
        Selection resources,
        List<Condition> conditions) {
    Statement {
        conditions = List.copyOf(conditions);
    }

    /// Whoever asks: principals are looked at where a document has any.
    boolean isAbout(PolicyRequest request) {
        RequestContext context = request.context();
        return actions.covers(pattern -> pattern.matchesIgnoringCase(request.action(), context))
                && resources.covers(pattern -> pattern.matches(request.resource(), context))
                && conditions.stream().allMatch(condition -> condition.holds(context));
    }
}
