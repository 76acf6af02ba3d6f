package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.schedules.lists.NamedPage;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.ListTargetsByRuleRequest;
import io.argosy.shapes.events.ListTargetsByRuleResponse;
import io.argosy.shapes.events.Target;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.Comparator;
import java.util.List;

/// `ListTargetsByRule`: the targets of a rule as they were sent.
final class ListTargetsByRule implements Operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> {
    private final RuleStore rules;

    ListTargetsByRule(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<ListTargetsByRuleRequest, ListTargetsByRuleResponse> model() {
        return Events.LIST_TARGETS_BY_RULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTargetsByRuleRequest request) {
        return RuleStore.on("ListTargetsByRule", caller, request.rule());
    }

    @Override
    public ListTargetsByRuleResponse handle(Caller caller, ListTargetsByRuleRequest request) {
        RuleStore.requireBus(caller.realm(), request.eventBusName());
        Rule rule = RuleStore.existing(rules.read(caller), request.rule());
        NamedPage<Target> page = NamedPage.of(
                rule.ruleTargets().stream().sorted(Comparator.comparing(Target::id)),
                Target::id,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        return ListTargetsByRuleResponse.builder()
                .targets(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
