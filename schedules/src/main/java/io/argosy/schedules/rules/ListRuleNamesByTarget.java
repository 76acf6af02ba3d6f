package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.schedules.lists.NamedPage;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.ListRuleNamesByTargetRequest;
import io.argosy.shapes.events.ListRuleNamesByTargetResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListRuleNamesByTarget`: the rules that have a target of this ARN.
final class ListRuleNamesByTarget implements Operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse> {
    private final RuleStore rules;

    ListRuleNamesByTarget(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse> model() {
        return Events.LIST_RULE_NAMES_BY_TARGET;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListRuleNamesByTargetRequest request) {
        return List.of(Permission.on("events:ListRuleNamesByTarget"));
    }

    @Override
    public ListRuleNamesByTargetResponse handle(Caller caller, ListRuleNamesByTargetRequest request) {
        RuleStore.requireBus(caller.realm(), request.eventBusName());
        NamedPage<Rule> page = NamedPage.of(
                rules.read(caller).values().stream()
                        .filter(rule -> rule.ruleTargets().stream()
                                .anyMatch(target -> target.arn().equals(request.targetArn()))),
                Rule::name,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        return ListRuleNamesByTargetResponse.builder()
                .ruleNames(page.items().stream().map(Rule::name).toList())
                .nextToken(page.nextToken())
                .build();
    }
}
