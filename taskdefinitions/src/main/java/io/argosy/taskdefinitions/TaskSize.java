package io.argosy.taskdefinitions;

import io.argosy.model.Resources;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The task's own cpu and memory (ecs-semantics 4.1): plain units, or `1 vCPU` and `2 GB`.
final class TaskSize {
    private static final Pattern UNITS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern VCPU = Pattern.compile("([0-9]{0,4}\\.?[0-9]{1,4})\\s*vcpu", Pattern.CASE_INSENSITIVE);
    private static final Pattern GB = Pattern.compile("([0-9]{0,5}\\.?[0-9]{1,4})\\s*gb", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final int LEAST_CPU = 128;
    private static final int MOST_CPU = Resources.MOST_CPU;

    private TaskSize() {}

    static Optional<Integer> cpu(String text) {
        return parsed(text.strip(), VCPU);
    }

    static Optional<Integer> memoryMib(String text) {
        return parsed(text.strip(), GB);
    }

    private static Optional<Integer> parsed(String text, Pattern larger) {
        if (UNITS.matcher(text).matches()) {
            return Optional.of(Integer.valueOf(text));
        }
        Matcher matcher = larger.matcher(text);
        return matcher.matches()
                ? Optional.of(new BigDecimal(matcher.group(1)).multiply(KIBI).intValue())
                : Optional.empty();
    }

    static Stream<String> violations(RequestedDefinition requested) {
        return Rule.first(requested, TaskSize::readable, TaskSize::inRange);
    }

    private static Stream<String> readable(RequestedDefinition requested) {
        boolean cpu = requested.asked().cpu().isPresent() && requested.cpu().isEmpty();
        boolean memory = requested.asked().memory().isPresent()
                && requested.memoryMib().filter(mib -> mib > 0).isEmpty();
        return Stream.concat(
                Violation.when(cpu, "Invalid 'cpu' setting for task. Specify CPU units or a number of vCPU."),
                Violation.when(memory, "Invalid 'memory' setting for task. Specify MiB or a number of GB."));
    }

    /// Fargate has sizes of its own, Windows ignores the setting.
    private static Stream<String> inRange(RequestedDefinition requested) {
        boolean outside =
                requested.cpu().filter(cpu -> cpu < LEAST_CPU || cpu > MOST_CPU).isPresent();
        boolean tooMuch = requested
                .memoryMib()
                .filter(mib -> mib > Resources.MOST_MEMORY_MIB)
                .isPresent();
        return Stream.concat(
                Violation.when(
                        outside && !requested.windows() && !requested.onlyFargate(),
                        "Invalid 'cpu' setting for task. It must be between " + LEAST_CPU + " and " + MOST_CPU
                                + " CPU units."),
                Violation.when(
                        tooMuch,
                        "Invalid 'memory' setting for task. It must be at most " + Resources.MOST_MEMORY_MIB
                                + " MiB."));
    }
}
