package io.argosy.logs.patterns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The characters that fit at one place of an expression: in one of the ranges, or in none of them.
record CharacterSet(List<Range> ranges, boolean others) {
    private static final List<Range> DIGITS = List.of(new Range('0', '9'));
    private static final List<Range> WORD =
            List.of(new Range('a', 'z'), new Range('A', 'Z'), new Range('0', '9'), new Range('_', '_'));
    private static final List<Range> SPACE = List.of(new Range('\t', '\r'), new Range(' ', ' '));

    CharacterSet {
        ranges = List.copyOf(ranges);
    }

    record Range(char first, char last) {}

    /// The one character that fits, if there is no other.
    Optional<Character> single() {
        return !others
                        && ranges.size() == 1
                        && ranges.getFirst().first() == ranges.getFirst().last()
                ? Optional.of(ranges.getFirst().first())
                : Optional.empty();
    }

    boolean has(char sign) {
        for (Range range : ranges) {
            if (sign >= range.first() && sign <= range.last()) {
                return !others;
            }
        }
        return others;
    }

    /// One character, `.`, a class like `\d`, or a set in `[` and `]`.
    static CharacterSet parse(PatternReader reader) {
        char first = reader.take();
        return switch (first) {
            case '.' -> new CharacterSet(List.of(), true);
            case '[' -> set(reader);
            case '\\' -> new CharacterSet(escaped(reader.take()), false);
            case '(', ')', '*', '+', '?', '{', '}', ']' -> throw PatternReader.invalid();
            default -> new CharacterSet(List.of(new Range(first, first)), false);
        };
    }

    private static CharacterSet set(PatternReader reader) {
        boolean others = reader.takes("^");
        List<Range> ranges = new ArrayList<>();
        while (!reader.takes("]")) {
            ranges.addAll(member(reader));
        }
        if (ranges.isEmpty()) {
            throw PatternReader.invalid();
        }
        return new CharacterSet(ranges, others);
    }

    private static List<Range> member(PatternReader reader) {
        char first = reader.take();
        if (first == '\\') {
            return escaped(reader.take());
        }
        if (reader.sees("-") && !reader.sees("-]")) {
            reader.take();
            char last = reader.take();
            if (last < first) {
                throw PatternReader.invalid();
            }
            return List.of(new Range(first, last));
        }
        return List.of(new Range(first, first));
    }

    private static List<Range> escaped(char sign) {
        return switch (sign) {
            case 'd' -> DIGITS;
            case 'w' -> WORD;
            case 's' -> SPACE;
            default -> {
                if (Character.isLetterOrDigit(sign)) {
                    throw PatternReader.invalid();
                }
                yield List.of(new Range(sign, sign));
            }
        };
    }
}
