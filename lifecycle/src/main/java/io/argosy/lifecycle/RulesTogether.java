package io.argosy.lifecycle;

import io.argosy.lifecycle.LifecycleRule.Selected;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the rules of a policy may not be together, each storage class by itself (ecr-semantics 7.6).
final class RulesTogether {
    private RulesTogether() {}

    static void check(List<LifecycleRule> rules) throws MalformedLifecyclePolicy {
        for (boolean archive : List.of(false, true)) {
            List<LifecycleRule> ofClass =
                    rules.stream().filter(rule -> rule.archive() == archive).toList();
            untaggedOnce(ofClass);
            anyLast(ofClass);
            tagsOnce(ofClass);
        }
    }

    private static void untaggedOnce(List<LifecycleRule> rules) throws MalformedLifecyclePolicy {
        if (rules.stream()
                        .filter(rule -> rule.selected() instanceof Selected.Untagged)
                        .count()
                > 1) {
            throw new MalformedLifecyclePolicy("Only one rule can select Untagged images per storage class.");
        }
    }

    private static void anyLast(List<LifecycleRule> rules) throws MalformedLifecyclePolicy {
        int last = rules.stream().mapToInt(LifecycleRule::priority).max().orElse(0);
        if (rules.stream().anyMatch(rule -> rule.selected() instanceof Selected.Any && rule.priority() != last)) {
            throw new MalformedLifecyclePolicy(
                    "Rule for tagStatus=ANY must have the lowest priority per storage class");
        }
    }

    private static void tagsOnce(List<LifecycleRule> rules) throws MalformedLifecyclePolicy {
        Set<Wildcard> seen = new HashSet<>();
        for (LifecycleRule rule : rules) {
            if (rule.selected() instanceof Selected.Tagged(List<Wildcard> each)) {
                for (Wildcard wildcard : Set.copyOf(each)) {
                    if (!seen.add(wildcard)) {
                        throw new MalformedLifecyclePolicy("rule " + rule.priority() + " selects \""
                                + wildcard.pattern() + "\", as another rule of its storage class does");
                    }
                }
            }
        }
    }
}
