package io.argosy.logs.patterns;

import io.argosy.shapes.json.JsonSelection.Path;
import io.argosy.shapes.json.JsonSelection.Step;
import java.util.ArrayList;
import java.util.List;

/// Reads the condition of a JSON pattern: `&&` binds before `||`, and brackets before both.
final class JsonConditions {
    private static final int MOST_BRACKETS = 32;

    private final PatternReader reader;
    private int brackets;

    private JsonConditions(PatternReader reader) {
        this.reader = reader;
    }

    static JsonCondition parse(String text) {
        var conditions = new JsonConditions(new PatternReader(text));
        JsonCondition whole = conditions.oneOf();
        conditions.reader.skipSpace();
        if (!conditions.reader.ended()) {
            throw PatternReader.invalid();
        }
        return whole;
    }

    private JsonCondition oneOf() {
        List<JsonCondition> parts = new ArrayList<>();
        do {
            parts.add(allOf());
            reader.skipSpace();
        } while (reader.takes("||"));
        return parts.size() == 1 ? parts.getFirst() : new JsonCondition.OneOf(parts);
    }

    private JsonCondition allOf() {
        List<JsonCondition> parts = new ArrayList<>();
        do {
            parts.add(single());
            reader.skipSpace();
        } while (reader.takes("&&"));
        return parts.size() == 1 ? parts.getFirst() : new JsonCondition.AllOf(parts);
    }

    private JsonCondition single() {
        reader.skipSpace();
        if (!reader.takes("(")) {
            return about(path());
        }
        if (++brackets > MOST_BRACKETS) {
            throw PatternReader.invalid();
        }
        JsonCondition inner = oneOf();
        reader.skipSpace();
        reader.require(")");
        brackets--;
        return inner;
    }

    private JsonCondition about(Path path) {
        if (reader.takesWord("IS")) {
            return is(path);
        }
        if (reader.takesWord("NOT")) {
            if (!reader.takesWord("EXISTS")) {
                throw PatternReader.invalid();
            }
            return new JsonCondition.NotThere(path);
        }
        return new JsonCondition.Compared(path, Comparison.parse(reader, ")&|"));
    }

    private JsonCondition is(Path path) {
        if (reader.takesWord("NULL")) {
            return new JsonCondition.IsNull(path);
        }
        if (reader.takesWord("TRUE")) {
            return new JsonCondition.IsTruth(path, true);
        }
        if (reader.takesWord("FALSE")) {
            return new JsonCondition.IsTruth(path, false);
        }
        throw PatternReader.invalid();
    }

    private Path path() {
        reader.require("$");
        List<Step> steps = new ArrayList<>();
        while (reader.sees(".") || reader.sees("[")) {
            steps.add(reader.take() == '.' ? new Step.Member(name()) : bracketed());
        }
        if (steps.isEmpty()) {
            throw PatternReader.invalid();
        }
        return new Path(steps);
    }

    private String name() {
        String name = reader.until(".[]=!<>()&|");
        if (name.isEmpty()) {
            throw PatternReader.invalid();
        }
        return name;
    }

    private Step bracketed() {
        Step step = switch (reader.peek()) {
            case '\'' -> new Step.Member(reader.between('\''));
            case '"' -> new Step.Member(reader.between('"'));
            default -> new Step.Element(position(reader.until("]")));
        };
        reader.require("]");
        return step;
    }

    private static int position(String digits) {
        try {
            int position = Integer.parseInt(digits);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException notANumber) {
            throw PatternReader.invalid();
        }
        throw PatternReader.invalid();
    }
}
