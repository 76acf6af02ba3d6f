package io.argosy.planning;

import io.argosy.planning.query.AttributeLookup;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The caller's placement strategies: what is refused (ecs-semantics 1.4), how they are shown, and what applies
/// when there are none (6.3).
public final class Strategies {
    private static final int MOST = 5;
    private static final List<Strategy> SERVICE =
            List.of(new Strategy.SpreadOver("ecs.availability-zone"), new Strategy.SpreadOverInstances());
    private static final List<Strategy> TASK = List.of(new Strategy.AnyOne());

    private Strategies() {}

    /// What is wrong with them, in the words for an InvalidParameterException.
    public static Optional<String> refusal(List<PlacementStrategy> asked) {
        if (asked.size() > MOST) {
            return Optional.of(
                    "Maximum number of strategies is " + MOST + ". Reduce the number of strategies and try again.");
        }
        return asked.stream().flatMap(strategy -> refusal(strategy).stream()).findFirst();
    }

    private static Optional<String> refusal(PlacementStrategy strategy) {
        String type = strategy.type().orElse("");
        String field = strategy.field().orElse("");
        return switch (type) {
            case "random" ->
                field.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "random strategy does not take a field. Remove field '" + field + "' and try again.");
            case "spread" ->
                spreadable(field)
                        ? Optional.empty()
                        : Optional.of(badField("spread", field, "instanceId, host or attribute:<name>"));
            case "binpack" ->
                packable(field) ? Optional.empty() : Optional.of(badField("binpack", field, "CPU or MEMORY"));
            default ->
                Optional.of("Placement strategy type '" + type
                        + "' is invalid. Specify random, spread or binpack and try again.");
        };
    }

    private static String badField(String type, String field, String allowed) {
        return type + " field '" + field + "' is invalid. Specify " + allowed + " and try again.";
    }

    private static boolean spreadable(String field) {
        return field.equals("instanceId")
                || field.equals("host")
                || (field.startsWith(AttributeLookup.PREFIX) && field.length() > AttributeLookup.PREFIX.length());
    }

    private static boolean packable(String field) {
        String upper = field.toUpperCase(Locale.ROOT);
        return upper.equals("CPU") || upper.equals("MEMORY");
    }

    /// As they are stored and shown: binpack's field is in upper case.
    public static List<PlacementStrategy> normalised(List<PlacementStrategy> asked) {
        return asked.stream().map(Strategies::normalised).toList();
    }

    private static PlacementStrategy normalised(PlacementStrategy strategy) {
        return strategy.type().orElse("").equals("binpack")
                ? strategy.toBuilder()
                        .field(strategy.field().orElse("").toUpperCase(Locale.ROOT))
                        .build()
                : strategy;
    }

    /// The effective strategies of a service.
    public static List<Strategy> ofService(List<PlacementStrategy> asked) {
        return asked.isEmpty() ? SERVICE : read(asked);
    }

    /// The effective strategies of a stand-alone task.
    public static List<Strategy> ofTask(List<PlacementStrategy> asked) {
        return asked.isEmpty() ? TASK : read(asked);
    }

    private static List<Strategy> read(List<PlacementStrategy> asked) {
        return asked.stream().map(Strategy::of).toList();
    }
}
