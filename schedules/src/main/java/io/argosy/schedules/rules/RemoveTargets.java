package io.argosy.schedules.rules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.RemoveTargetsRequest;
import io.argosy.shapes.events.RemoveTargetsResponse;
import io.argosy.shapes.events.RemoveTargetsResultEntry;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;

/// `RemoveTargets`: by their ids; one that the rule does not have fails by itself.
final class RemoveTargets implements Operation<RemoveTargetsRequest, RemoveTargetsResponse> {
    private final RuleStore rules;

    RemoveTargets(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<RemoveTargetsRequest, RemoveTargetsResponse> model() {
        return Events.REMOVE_TARGETS;
    }

    @Override
    public List<Permission> permissions(Caller caller, RemoveTargetsRequest request) {
        return RuleStore.on("RemoveTargets", caller, request.rule());
    }

    @Override
    public RemoveTargetsResponse handle(Caller caller, RemoveTargetsRequest request) {
        List<RemoveTargetsResultEntry> failed = new ArrayList<>();
        rules.change(caller, request.eventBusName(), request.rule(), rule -> {
            request.ids().stream()
                    .filter(id -> rule.target(id).isEmpty())
                    .map(RemoveTargets::unknown)
                    .forEach(failed::add);
            return rule.targeted(rule.ruleTargets().stream()
                    .filter(target -> !request.ids().contains(target.id()))
                    .toList());
        });
        return RemoveTargetsResponse.builder()
                .failedEntryCount(failed.size())
                .failedEntries(failed)
                .build();
    }

    private static RemoveTargetsResultEntry unknown(String id) {
        return RemoveTargetsResultEntry.builder()
                .targetId(id)
                .errorCode("ResourceNotFoundException")
                .errorMessage("Target " + id + " does not exist.")
                .build();
    }
}
