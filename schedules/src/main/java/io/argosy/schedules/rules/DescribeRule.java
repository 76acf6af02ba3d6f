package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.DescribeRuleRequest;
import io.argosy.shapes.events.DescribeRuleResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeRule`: a rule without its targets.
final class DescribeRule implements Operation<DescribeRuleRequest, DescribeRuleResponse> {
    private final RuleStore rules;

    DescribeRule(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<DescribeRuleRequest, DescribeRuleResponse> model() {
        return Events.DESCRIBE_RULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeRuleRequest request) {
        return RuleStore.on("DescribeRule", caller, request.name());
    }

    @Override
    public DescribeRuleResponse handle(Caller caller, DescribeRuleRequest request) {
        RuleStore.requireBus(caller.realm(), request.eventBusName());
        Rule rule = RuleStore.existing(rules.read(caller), request.name());
        return DescribeRuleResponse.builder()
                .name(rule.name())
                .arn(rule.id().arn(caller.realm()))
                .eventPattern(rule.content().eventPattern())
                .scheduleExpression(rule.content().scheduleExpression())
                .state(rule.content().state())
                .description(rule.content().description())
                .roleArn(rule.content().roleArn())
                .eventBusName("default")
                .createdBy(caller.realm().account())
                .build();
    }
}
