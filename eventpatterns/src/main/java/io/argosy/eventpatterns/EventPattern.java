package io.argosy.eventpatterns;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;

/// A pattern of events that means something (schedules-events-logs 2.5, 2.6). The library's words of refusal are those
/// of the live service.
public record EventPattern(String text) {
    private static final String OR = "$or";
    private static final int MOST_COMBINATIONS = 1_000;

    /// The pattern, checked.
    public static EventPattern of(String text) throws MalformedPattern {
        String reason = reason(text);
        if (reason != null) {
            throw new MalformedPattern(reason);
        }
        if (combinations(tree(text)) > MOST_COMBINATIONS) {
            throw new MalformedPattern("Rule is too complex - the alternatives of $or make more than "
                    + MOST_COMBINATIONS + " combinations");
        }
        return new EventPattern(text);
    }

    /// The library counts on a pattern of moderate depth, and says what it meets otherwise by an error of the machine.
    private static @org.jspecify.annotations.Nullable String reason(String text) {
        try {
            return JsonRuleCompiler.check(text);
        } catch (RuntimeException | StackOverflowError unreadable) {
            return "Filter is not an object";
        }
    }

    private static Map<String, Object> tree(String text) throws MalformedPattern {
        try {
            return JsonTree.object(text);
        } catch (MalformedJson deep) {
            throw new MalformedPattern("Filter is not an object");
        }
    }

    /// The library makes a rule of each combination of alternatives: alternatives add up, levels multiply.
    private static long combinations(Map<?, ?> level) {
        long product = 1;
        for (Map.Entry<?, ?> field : level.entrySet()) {
            long here = 1;
            if (field.getKey().equals(OR) && field.getValue() instanceof List<?> alternatives) {
                here = alternatives.stream()
                        .mapToLong(one -> one instanceof Map<?, ?> fields ? combinations(fields) : 1)
                        .sum();
            } else if (field.getValue() instanceof Map<?, ?> deeper) {
                here = combinations(deeper);
            }
            product = Math.min(product * Math.max(1, here), Integer.MAX_VALUE);
        }
        return product;
    }

    /// Whether the event of this text is one of those that it means.
    public boolean matches(String event) {
        try {
            return Ruler.matchesRule(event, text);
        } catch (Exception broken) {
            throw new IllegalArgumentException("neither a checked pattern nor an event", broken);
        }
    }
}
