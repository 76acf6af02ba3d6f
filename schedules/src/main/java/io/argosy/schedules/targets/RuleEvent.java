package io.argosy.schedules.targets;

import io.argosy.eventpatterns.RuleFacts;
import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Run;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a rule has for a target: the text of an event, facts of the rule beside it, and a token by which it is the same
/// one when it is handed over again.
public record RuleEvent(String text, RuleFacts facts, String token) {
    /// For targets that are looked at while nothing happens.
    static final RuleEvent NONE = new RuleEvent("{}", new RuleFacts("", "rule", Instant.EPOCH), "");

    /// What a scheduled rule hands to its targets (schedules-events-logs 2.4).
    static RuleEvent of(Run run, AccountRegion realm) {
        String rule = run.of().arn(realm);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", run.id());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", realm.account());
        event.put("time", run.due().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", realm.region());
        event.put("resources", List.of(rule));
        event.put("detail", Map.of());
        return new RuleEvent(JsonTree.write(event), new RuleFacts(rule, run.of().name(), run.due()), run.id());
    }

    boolean none() {
        return token.isEmpty();
    }

    Map<String, Object> members() {
        try {
            return JsonTree.object(text);
        } catch (MalformedJson impossible) {
            throw new IllegalStateException("an event is an object", impossible);
        }
    }
}
