package io.argosy.schedules.rules;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.shapes.events.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tags of rules.
final class RuleTags {
    private static final int MOST = 50;

    private RuleTags() {}

    /// The name of the rule of this ARN.
    static String rule(String arn, AccountRegion realm) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        if (!arn.equals(ScheduleId.rule(name).arn(realm))) {
            throw RuleStore.noRule(name);
        }
        return name;
    }

    static List<Tag> with(List<Tag> before, List<Tag> more) {
        Map<String, Tag> all = new LinkedHashMap<>();
        before.forEach(tag -> all.put(tag.key(), tag));
        more.forEach(tag -> all.put(tag.key(), tag));
        if (all.size() > MOST) {
            throw RuleStore.invalid("A rule can have at most " + MOST + " tags.");
        }
        List<Tag> tags = List.copyOf(all.values());
        RuleStore.options(tags, "");
        return tags;
    }

    static List<Tag> without(List<Tag> before, List<String> keys) {
        return before.stream().filter(tag -> !keys.contains(tag.key())).toList();
    }
}
