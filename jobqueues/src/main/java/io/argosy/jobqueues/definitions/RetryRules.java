package io.argosy.jobqueues.definitions;

import static io.argosy.jobqueues.definitions.Breach.when;

import io.argosy.shapes.batch.EvaluateOnExit;
import io.argosy.shapes.batch.RetryStrategy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a retry strategy must be like (batch-semantics 6.8, 8.5), in a definition or in a job.
public final class RetryRules {
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_CONDITIONS = 5;
    private static final Set<String> ACTIONS = Set.of("retry", "exit");
    private static final Pattern CODE = Pattern.compile("[0-9]{0,511}\\*?");
    private static final Pattern REASON = Pattern.compile("[0-9A-Za-z.:\\s]{0,511}\\*?");

    private RetryRules() {}

    public static Stream<String> breaches(RetryStrategy strategy) {
        int attempts = strategy.attempts().orElse(1);
        List<EvaluateOnExit> conditions = strategy.evaluateOnExit().orElse(List.of());
        return Stream.of(
                        when(strategy.attempts().isEmpty(), "RetryAttempts must be provided with retry strategy"),
                        when(
                                attempts < 1 || attempts > MOST_ATTEMPTS,
                                "RetryAttempts must be between 1 and " + MOST_ATTEMPTS),
                        when(
                                conditions.size() > MOST_CONDITIONS,
                                "At most " + MOST_CONDITIONS + " evaluateOnExit can be specified"),
                        conditions.stream().flatMap(RetryRules::condition))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> condition(EvaluateOnExit given) {
        boolean none = Stream.of(given.onExitCode(), given.onReason(), given.onStatusReason())
                .allMatch(Optional::isEmpty);
        return Stream.of(
                        when(
                                !ACTIONS.contains(given.action().toLowerCase(Locale.ROOT)),
                                "The action of evaluateOnExit must be RETRY or EXIT: " + given.action()),
                        when(none, "evaluateOnExit must have onExitCode, onReason or onStatusReason"),
                        pattern("onExitCode", given.onExitCode(), CODE),
                        pattern("onReason", given.onReason(), REASON),
                        pattern("onStatusReason", given.onStatusReason(), REASON))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> pattern(String member, Optional<String> given, Pattern allowed) {
        return given.stream()
                .filter(text -> text.isEmpty() || !allowed.matcher(text).matches())
                .map(text -> member + " '" + text + "' does not match " + allowed.pattern());
    }
}
