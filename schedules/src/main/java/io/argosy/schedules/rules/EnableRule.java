package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.EnableRuleRequest;
import io.argosy.shapes.events.EnableRuleResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.List;

/// `EnableRule`: due from now on again.
final class EnableRule implements Operation<EnableRuleRequest, EnableRuleResponse> {
    private final RuleStore rules;
    private final InstantSource clock;

    EnableRule(RuleStore rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public OperationModel<EnableRuleRequest, EnableRuleResponse> model() {
        return Events.ENABLE_RULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, EnableRuleRequest request) {
        return RuleStore.on("EnableRule", caller, request.name());
    }

    @Override
    public EnableRuleResponse handle(Caller caller, EnableRuleRequest request) {
        rules.change(
                caller,
                request.eventBusName(),
                request.name(),
                rule -> rule.with(rule.content().toBuilder().state(Rule.ENABLED).build(), rule.anchor())
                        .scheduled(caller.realm(), clock.instant()));
        return EnableRuleResponse.builder().build();
    }
}
