package io.argosy.logs.patterns;

import io.argosy.shapes.json.JsonSelection.Path;
import io.argosy.shapes.json.JsonSelection.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a JSON pattern asks of a message.
sealed interface JsonCondition {
    record AllOf(List<JsonCondition> parts) implements JsonCondition {
        public AllOf {
            parts = List.copyOf(parts);
        }
    }

    record OneOf(List<JsonCondition> parts) implements JsonCondition {
        public OneOf {
            parts = List.copyOf(parts);
        }
    }

    record Compared(Path path, Comparison comparison) implements JsonCondition {}

    record IsTruth(Path path, boolean on) implements JsonCondition {}

    record IsNull(Path path) implements JsonCondition {}

    record NotThere(Path path) implements JsonCondition {}

    default boolean holds(Map<Path, Value> values) {
        return switch (this) {
            case AllOf(var parts) -> parts.stream().allMatch(part -> part.holds(values));
            case OneOf(var parts) -> parts.stream().anyMatch(part -> part.holds(values));
            case NotThere(var path) -> !values.containsKey(path);
            case IsNull(var path) -> values.get(path) instanceof Value.Null;
            case IsTruth(var path, var on) -> values.get(path) instanceof Value.Truth(var found) && found == on;
            case Compared(var path, var comparison) -> values.containsKey(path) && holds(comparison, values.get(path));
        };
    }

    /// Lists and objects never do, and what is not there does not either.
    private static boolean holds(Comparison comparison, Value value) {
        return switch (value) {
            case Value.Text(var text) -> ofText(comparison, text);
            case Value.Decimal(var number, var text) -> comparison.holdsOf(number, text);
            case Value.Truth(var on) -> comparison.holdsOf(String.valueOf(on));
            case Value.Null(), Value.Nested() -> false;
        };
    }

    /// A number is no text, even one of digits.
    private static boolean ofText(Comparison comparison, String text) {
        return comparison.wanted() instanceof Comparison.Wanted.Amount
                ? comparison.operator() == Comparison.Operator.NOT_EQUAL
                : comparison.holdsOf(text);
    }

    default Stream<Path> paths() {
        return switch (this) {
            case AllOf(var parts) -> parts.stream().flatMap(JsonCondition::paths);
            case OneOf(var parts) -> parts.stream().flatMap(JsonCondition::paths);
            case NotThere(var path) -> Stream.of(path);
            case IsNull(var path) -> Stream.of(path);
            case IsTruth(var path, var _) -> Stream.of(path);
            case Compared(var path, var _) -> Stream.of(path);
        };
    }
}
