package io.argosy.logs.patterns;

import io.argosy.logs.store.MessageText;
import io.argosy.shapes.json.JsonSelection.Path;
import io.argosy.shapes.json.JsonSelection.Step;
import java.util.List;
import java.util.stream.Stream;

/// The words that JSON must have in it for a condition to hold: so that most of what cannot match need not be read.
/// Only words of signs that JSON writes as they are, or escaped whole.
final class NeededWords {
    private NeededWords() {}

    static List<String> of(JsonCondition condition) {
        return words(condition)
                .filter(NeededWords::plain)
                .map(MessageText::wanted)
                .distinct()
                .toList();
    }

    private static Stream<String> words(JsonCondition condition) {
        return switch (condition) {
            case JsonCondition.AllOf(var parts) -> parts.stream().flatMap(NeededWords::words);
            case JsonCondition.OneOf _, JsonCondition.NotThere _ -> Stream.empty();
            case JsonCondition.IsNull(var path) -> names(path);
            case JsonCondition.IsTruth(var path, var _) -> names(path);
            case JsonCondition.Compared(var path, var comparison) -> Stream.concat(text(comparison), names(path));
        };
    }

    private static Stream<String> names(Path path) {
        return path.steps().stream().mapMulti((step, into) -> {
            if (step instanceof Step.Member(var name)) {
                into.accept(name);
            }
        });
    }

    private static Stream<String> text(Comparison comparison) {
        return comparison.operator() == Comparison.Operator.EQUAL
                        && comparison.wanted() instanceof Comparison.Wanted.Words(var text, var _, var _)
                ? Stream.of(text)
                : Stream.empty();
    }

    private static boolean plain(String word) {
        return !word.isEmpty()
                && word.chars().allMatch(sign -> sign < 128 && (Character.isLetterOrDigit(sign) || sign == '_'));
    }
}
