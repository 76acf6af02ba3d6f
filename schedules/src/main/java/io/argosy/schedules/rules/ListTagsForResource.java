package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.ListTagsForResourceRequest;
import io.argosy.shapes.events.ListTagsForResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTagsForResource`: the tags of a rule.
final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
    private final RuleStore rules;

    ListTagsForResource(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<ListTagsForResourceRequest, ListTagsForResourceResponse> model() {
        return Events.LIST_TAGS_FOR_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsForResourceRequest request) {
        return List.of(Permission.on("events:ListTagsForResource", request.resourceARN()));
    }

    @Override
    public ListTagsForResourceResponse handle(Caller caller, ListTagsForResourceRequest request) {
        String name = RuleTags.rule(request.resourceARN(), caller.realm());
        return ListTagsForResourceResponse.builder()
                .tags(RuleStore.existing(rules.read(caller), name).tags())
                .build();
    }
}
