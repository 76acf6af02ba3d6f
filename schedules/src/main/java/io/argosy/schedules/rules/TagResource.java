package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.TagResourceRequest;
import io.argosy.shapes.events.TagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `TagResource`: tags of a rule, added or replaced.
final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final RuleStore rules;

    TagResource(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<TagResourceRequest, TagResourceResponse> model() {
        return Events.TAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagResourceRequest request) {
        return Stream.concat(
                        Stream.of(Permission.on("events:TagResource", request.resourceARN())
                                .withTags(Rule.values(request.tags()))),
                        RuleStore.toAlert(RuleStore.options(request.tags(), "")).stream())
                .toList();
    }

    @Override
    public TagResourceResponse handle(Caller caller, TagResourceRequest request) {
        String name = RuleTags.rule(request.resourceARN(), caller.realm());
        rules.change(caller, Optional.empty(), name, rule -> rule.tagged(RuleTags.with(rule.tags(), request.tags())));
        return TagResourceResponse.builder().build();
    }
}
