package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.UntagResourceRequest;
import io.argosy.shapes.events.UntagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `UntagResource`: tags of a rule, taken away.
final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final RuleStore rules;

    UntagResource(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<UntagResourceRequest, UntagResourceResponse> model() {
        return Events.UNTAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagResourceRequest request) {
        return List.of(Permission.on("events:UntagResource", request.resourceARN())).stream()
                .map(wanted -> wanted.withTagKeys(request.tagKeys()))
                .toList();
    }

    @Override
    public UntagResourceResponse handle(Caller caller, UntagResourceRequest request) {
        String name = RuleTags.rule(request.resourceARN(), caller.realm());
        rules.change(
                caller, Optional.empty(), name, rule -> rule.tagged(RuleTags.without(rule.tags(), request.tagKeys())));
        return UntagResourceResponse.builder().build();
    }
}
