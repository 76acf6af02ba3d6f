package io.argosy.events.delivery;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Notice;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.shapes.events.DeadLetterConfig;
import io.argosy.shapes.events.Target;
import io.argosy.shapes.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The dead letter of an event that did not reach a target, in the form that AWS's queues have them
/// (schedules-events-logs 2.10).
record Letter(Delivery of, Target target, String event, RunState.Problem problem, Optional<String> exhausted) {
    /// What is told, where the target says where.
    Optional<Notice> notice(AccountRegion realm, Instant now) {
        return target.deadLetterConfig().flatMap(DeadLetterConfig::arn).map(arn -> {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("RULE_ARN", ScheduleId.rule(of.rule()).arn(realm));
            attributes.put("TARGET_ARN", target.arn());
            attributes.put("ERROR_CODE", problem.code());
            attributes.put("ERROR_MESSAGE", problem.message());
            exhausted.ifPresent(limit -> attributes.put("EXHAUSTED_RETRY_CONDITION", limit));
            attributes.put("RETRY_ATTEMPTS", String.valueOf(of.attempts()));
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("body", event);
            body.put("attributes", attributes);
            return new Notice("event " + of.key(), arn, "rule/" + of.rule(), JsonTree.write(body), now, 0, now);
        });
    }
}
