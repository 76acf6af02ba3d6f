package io.argosy.lifecycle;

import io.argosy.lifecycle.LifecycleRule.Action;
import io.argosy.lifecycle.LifecycleRule.Age;
import io.argosy.lifecycle.LifecycleRule.Hit;
import io.argosy.lifecycle.LifecycleRule.Selected;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the text of a lifecycle policy, and refuses all of it that is not in the grammar (ecr-semantics 7.1, 7.6).
public final class LifecyclePolicyReader {
    private static final int MOST_RULES = 50;
    private static final int MOST_STARS = 4;
    private static final int SHORTEST_ARCHIVED = 90;
    private static final Pattern STRINGS = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"");
    private static final String PATTERNS = "tagPatternList";
    private static final String PREFIXES = "tagPrefixList";
    private static final String MORE_THAN = "imageCountMoreThan";

    /// What a `countType` may be combined with.
    private record Form(Age age, boolean expires, boolean archives, boolean ofArchive) {}

    private static final Map<String, Form> SINCE = Map.of(
            "sinceImagePushed", new Form(Age.PUSHED, true, true, false),
            "sinceImagePulled", new Form(Age.PULLED, false, true, false),
            "sinceImageTransitioned", new Form(Age.TRANSITIONED, true, false, true));

    private LifecyclePolicyReader() {}

    /// The rules, in the order of the text.
    public static List<LifecycleRule> read(String text) throws MalformedLifecyclePolicy {
        PolicyMembers policy = PolicyMembers.of(tree(text), List.of("rules"), List.of());
        List<LifecycleRule> rules = new ArrayList<>();
        Set<Integer> priorities = new HashSet<>();
        for (Object rule : policy.list("rules")) {
            LifecycleRule read = rule(rule);
            if (!priorities.add(read.priority())) {
                throw new MalformedLifecyclePolicy("rulePriority " + read.priority() + " is used by two rules");
            }
            rules.add(read);
        }
        if (rules.isEmpty() || rules.size() > MOST_RULES) {
            throw new MalformedLifecyclePolicy("a policy has 1 to " + MOST_RULES + " rules, not " + rules.size());
        }
        RulesTogether.check(rules);
        return rules;
    }

    private static Map<String, Object> tree(String text) throws MalformedLifecyclePolicy {
        try {
            Map<String, Object> tree = JsonTree.object(text);
            if (STRINGS.matcher(text).replaceAll("").contains("null")) {
                throw new MalformedLifecyclePolicy("instance type (null) does not match any allowed primitive type");
            }
            return tree;
        } catch (MalformedJson malformed) {
            throw new MalformedLifecyclePolicy("Could not map policyString into LifecyclePolicy.");
        }
    }

    private static LifecycleRule rule(Object given) throws MalformedLifecyclePolicy {
        PolicyMembers rule =
                PolicyMembers.of(given, List.of("rulePriority", "selection", "action"), List.of("description"));
        if (rule.has("description")) {
            PolicyMembers.text(rule.member("description"));
        }
        PolicyMembers selection = PolicyMembers.of(
                rule.member("selection"),
                List.of("tagStatus", "countType", "countNumber"),
                List.of(PATTERNS, PREFIXES, "storageClass", "countUnit"));
        Action action = action(rule.member("action"));
        boolean archive = selection
                .word("storageClass", List.of("standard", "archive"))
                .filter("archive"::equals)
                .isPresent();
        int priority = rule.number("rulePriority");
        return new LifecycleRule(
                priority, selected(selection, priority), archive, hit(selection, action, archive), action);
    }

    private static Action action(Object given) throws MalformedLifecyclePolicy {
        PolicyMembers action = PolicyMembers.of(given, List.of("type"), List.of("targetStorageClass"));
        boolean expires = action.word("type", List.of("expire", "transition"))
                .filter("expire"::equals)
                .isPresent();
        boolean target = action.word("targetStorageClass", List.of("archive")).isPresent();
        if (expires == target) {
            throw noForm();
        }
        return expires ? Action.EXPIRE : Action.ARCHIVE;
    }

    private static Hit hit(PolicyMembers selection, Action action, boolean archive) throws MalformedLifecyclePolicy {
        List<String> types = new ArrayList<>(SINCE.keySet().stream().sorted().toList());
        types.addFirst(MORE_THAN);
        String type = selection.word("countType", types).orElse("");
        boolean unit = selection.word("countUnit", List.of("days")).isPresent();
        int number = selection.number("countNumber");
        if (type.equals(MORE_THAN)) {
            if (unit || archive) {
                throw noForm();
            }
            return new Hit.MoreThan(number);
        }
        Form form = SINCE.getOrDefault(type, new Form(Age.PUSHED, false, false, false));
        boolean fits = action == Action.EXPIRE ? form.expires() : form.archives();
        if (!unit || !fits || form.ofArchive() != archive) {
            throw noForm();
        }
        if (form.ofArchive() && number < SHORTEST_ARCHIVED) {
            throw new MalformedLifecyclePolicy(
                    "numeric instance is lower than the required minimum (minimum: 90, found: " + number + ")");
        }
        return new Hit.Since(form.age(), Duration.ofDays(number));
    }

    private static MalformedLifecyclePolicy noForm() {
        return new MalformedLifecyclePolicy("instance failed to match exactly one schema (matched 0 out of 4)");
    }

    private static Selected selected(PolicyMembers selection, int priority) throws MalformedLifecyclePolicy {
        String status = selection
                .word("tagStatus", List.of("tagged", "untagged", "any"))
                .orElse("");
        boolean lists = selection.has(PATTERNS) || selection.has(PREFIXES);
        if (!status.equals("tagged")) {
            if (lists) {
                throw new MalformedLifecyclePolicy(
                        "rule " + priority + " has tagStatus=" + status + " and may have no list of tags");
            }
            return status.equals("any") ? new Selected.Any() : new Selected.Untagged();
        }
        if (selection.has(PATTERNS) && selection.has(PREFIXES)) {
            throw new MalformedLifecyclePolicy("rule " + priority + " has both " + PATTERNS + " and " + PREFIXES);
        }
        List<String> given = lists ? selection.texts(selection.has(PATTERNS) ? PATTERNS : PREFIXES) : List.of();
        if (given.isEmpty()) {
            throw new MalformedLifecyclePolicy("Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.");
        }
        return new Selected.Tagged(selection.has(PATTERNS) ? patterns(given, priority) : prefixes(given, priority));
    }

    private static List<Wildcard> patterns(List<String> given, int priority) throws MalformedLifecyclePolicy {
        List<Wildcard> patterns = new ArrayList<>();
        for (String pattern : given) {
            if (pattern.isEmpty()
                    || pattern.chars().filter(letter -> letter == '*').count() > MOST_STARS) {
                throw new MalformedLifecyclePolicy("rule " + priority + ": " + PATTERNS + " has \"" + pattern
                        + "\", which is empty or has more than " + MOST_STARS + " *");
            }
            patterns.add(new Wildcard(pattern));
        }
        return patterns;
    }

    /// No tag has a `*`, so a prefix with one is a mistake.
    private static List<Wildcard> prefixes(List<String> given, int priority) throws MalformedLifecyclePolicy {
        List<Wildcard> prefixes = new ArrayList<>();
        for (String prefix : given) {
            if (prefix.isEmpty() || prefix.contains("*")) {
                throw new MalformedLifecyclePolicy(
                        "rule " + priority + ": " + PREFIXES + " has \"" + prefix + "\", which is empty or has a *");
            }
            prefixes.add(new Wildcard(prefix + "*"));
        }
        return prefixes;
    }
}
