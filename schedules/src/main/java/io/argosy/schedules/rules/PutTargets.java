package io.argosy.schedules.rules;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.schedules.targets.RefusedTarget;
import io.argosy.schedules.targets.RuleTarget;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.DeadLetterConfig;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutTargetsRequest;
import io.argosy.shapes.events.PutTargetsResponse;
import io.argosy.shapes.events.Target;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `PutTargets`: targets of a rule, added or replaced by their ids.
final class PutTargets implements Operation<PutTargetsRequest, PutTargetsResponse> {
    private static final int MOST = 5;

    private final RuleStore rules;

    PutTargets(RuleStore rules) {
        this.rules = rules;
    }

    @Override
    public OperationModel<PutTargetsRequest, PutTargetsResponse> model() {
        return Events.PUT_TARGETS;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutTargetsRequest request) {
        Stream<Permission> roles = request.targets().stream()
                .flatMap(target -> target.roleArn().stream())
                .distinct()
                .map(role -> Permission.on("iam:PassRole", role).with("iam:PassedToService", "events.amazonaws.com"));
        Stream<Permission> letters = request.targets().stream()
                .flatMap(target -> target.deadLetterConfig().flatMap(DeadLetterConfig::arn).stream())
                .filter(arn -> arn.startsWith("arn:aws:logs:"))
                .distinct()
                .map(arn -> Permission.on("logs:PutLogEvents", arn));
        Stream<Permission> groups = request.targets().stream()
                .map(Target::arn)
                .filter(arn -> arn.startsWith("arn:aws:logs:"))
                .distinct()
                .map(arn -> Permission.on("logs:PutLogEvents", arn));
        return Stream.of(RuleStore.on("PutTargets", caller, request.rule()).stream(), roles, letters, groups)
                .flatMap(permissions -> permissions)
                .toList();
    }

    @Override
    public PutTargetsResponse handle(Caller caller, PutTargetsRequest request) {
        Map<String, Target> given = new LinkedHashMap<>();
        for (Target target : request.targets()) {
            check(caller, target);
            if (given.put(target.id(), target) != null) {
                throw RuleStore.invalid("Parameter targets is not valid. Reason: More than one target with Id '"
                        + target.id() + "' is provided.");
            }
        }
        rules.change(caller, request.eventBusName(), request.rule(), rule -> rule.targeted(with(rule, given)));
        return PutTargetsResponse.builder()
                .failedEntryCount(0)
                .failedEntries(List.of())
                .build();
    }

    private static void check(Caller caller, Target target) {
        try {
            RuleTarget.check(target, caller.realm());
        } catch (RefusedTarget refused) {
            throw RuleStore.invalid(refused.text());
        }
    }

    private static List<Target> with(Rule rule, Map<String, Target> given) {
        Map<String, Target> all = new LinkedHashMap<>();
        rule.ruleTargets().forEach(target -> all.put(target.id(), target));
        all.putAll(given);
        if (all.size() > MOST) {
            throw new ApiError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
                    .thrown();
        }
        return List.copyOf(all.values());
    }
}
