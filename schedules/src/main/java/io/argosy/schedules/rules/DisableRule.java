package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.DisableRuleRequest;
import io.argosy.shapes.events.DisableRuleResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.List;

/// `DisableRule`: times pass, and are not made up for.
final class DisableRule implements Operation<DisableRuleRequest, DisableRuleResponse> {
    private final RuleStore rules;
    private final InstantSource clock;

    DisableRule(RuleStore rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public OperationModel<DisableRuleRequest, DisableRuleResponse> model() {
        return Events.DISABLE_RULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DisableRuleRequest request) {
        return RuleStore.on("DisableRule", caller, request.name());
    }

    @Override
    public DisableRuleResponse handle(Caller caller, DisableRuleRequest request) {
        rules.change(
                caller,
                request.eventBusName(),
                request.name(),
                rule -> rule.with(
                                rule.content().toBuilder().state(Rule.DISABLED).build(), rule.anchor())
                        .scheduled(caller.realm(), clock.instant()));
        return DisableRuleResponse.builder().build();
    }
}
