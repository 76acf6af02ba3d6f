package io.argosy.batch.scheduling;

import io.argosy.shapes.batch.EvaluateOnExit;
import io.argosy.shapes.batch.RetryStrategy;
import java.util.List;
import java.util.Optional;

/// Whether a failed attempt is followed by another (batch-semantics 8.5). Jobs that were ended from outside, or by
/// their time limit, do not come here.
public final class Retry {
    private Retry() {}

    /// `attempts` have been made, the one that came to `outcome` included.
    public static boolean again(RetryStrategy strategy, int attempts, AttemptOutcome outcome) {
        if (attempts >= strategy.attempts().orElse(1)) {
            return false;
        }
        List<EvaluateOnExit> rules = strategy.evaluateOnExit().orElse(List.of());
        return rules.stream()
                .filter(rule -> matches(rule, outcome))
                .findFirst()
                .map(rule -> rule.action().equalsIgnoreCase("RETRY"))
                .orElse(true);
    }

    private static boolean matches(EvaluateOnExit rule, AttemptOutcome outcome) {
        return given(rule.onExitCode(), pattern -> exited(pattern, outcome))
                && given(rule.onReason(), pattern -> because(pattern, outcome))
                && given(rule.onStatusReason(), pattern -> covers(pattern, outcome.statusReason()));
    }

    private interface Condition {
        boolean holds(String pattern);
    }

    private static boolean given(Optional<String> pattern, Condition condition) {
        return pattern.map(condition::holds).orElse(true);
    }

    /// A code that is not there matches nothing, not even `*`.
    private static boolean exited(String pattern, AttemptOutcome outcome) {
        return outcome.exitCode()
                .filter(code -> covers(pattern, code.toString()))
                .isPresent();
    }

    /// Where the container gave no reason, the task's counts too: guides write its texts here.
    private static boolean because(String pattern, AttemptOutcome outcome) {
        return outcome.reason()
                .map(reason -> covers(pattern, reason))
                .orElseGet(() -> covers(pattern, "") || covers(pattern, outcome.statusReason()));
    }

    private static boolean covers(String pattern, String text) {
        return pattern.endsWith("*")
                ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                : text.equals(pattern);
    }
}
