package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.schedules.runs.Expectation;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.DeleteRuleRequest;
import io.argosy.shapes.events.DeleteRuleResponse;
import io.argosy.shapes.events.Events;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRule`: one without targets; one that is not there is gone already.
final class DeleteRule implements Operation<DeleteRuleRequest, DeleteRuleResponse> {
    private final RuleStore rules;

    DeleteRule(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<DeleteRuleRequest, DeleteRuleResponse> model() {
        return Events.DELETE_RULE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRuleRequest request) {
        return RuleStore.on("DeleteRule", caller, request.name());
    }

    @Override
    public DeleteRuleResponse handle(Caller caller, DeleteRuleRequest request) {
        RuleStore.requireBus(caller.realm(), request.eventBusName());
        return rules.write(caller, tx -> removed(tx, request.name()));
    }

    private static DeleteRuleResponse removed(AccountTransaction tx, String name) {
        tx.state().table(Rule.KIND).get(name).ifPresent(rule -> {
            if (!rule.ruleTargets().isEmpty()) {
                throw RuleStore.invalid("Rule can't be deleted since it has targets.");
            }
            tx.state().table(Expectation.KIND).get(rule.id().value()).ifPresent(tx::remove);
            tx.remove(rule);
        });
        return DeleteRuleResponse.builder().build();
    }
}
