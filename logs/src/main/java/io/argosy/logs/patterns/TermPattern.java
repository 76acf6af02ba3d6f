package io.argosy.logs.patterns;

import io.argosy.logs.store.MessageText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Terms of plain text: all of some, one of others (`?`), none of the third (`-`). Beside terms that must be there, the
/// `?` ones change nothing.
record TermPattern(List<Term> all, List<Term> any, List<Term> none) implements FilterPattern {
    private static final int MOST_EXPRESSIONS = 2;

    TermPattern {
        all = List.copyOf(all);
        any = all.isEmpty() ? List.copyOf(any) : List.of();
        none = List.copyOf(none);
    }

    static TermPattern parse(String text) {
        var reader = new PatternReader(text);
        List<Term> all = new ArrayList<>();
        List<Term> any = new ArrayList<>();
        List<Term> none = new ArrayList<>();
        int expressions = 0;
        for (reader.skipSpace(); !reader.ended(); reader.skipSpace()) {
            List<Term> into = reader.takes("?") ? any : reader.takes("-") ? none : all;
            Term term = term(reader);
            expressions += term instanceof Term.Like ? 1 : 0;
            into.add(term);
        }
        if (expressions > MOST_EXPRESSIONS) {
            throw PatternReader.invalid();
        }
        return new TermPattern(all, any, none);
    }

    private static Term term(PatternReader reader) {
        return switch (reader.peek()) {
            case '"' -> Term.of(reader.between('"'));
            case '%' -> Term.like(Expression.parse(reader.between('%')));
            default -> Term.of(word(reader.until("\"")));
        };
    }

    /// Anything but letters, digits and `_` wants quotes; what is common in words without them does no harm.
    private static String word(String word) {
        if (word.isEmpty() || word.chars().anyMatch(sign -> "{}[]()%\"".indexOf(sign) >= 0)) {
            throw PatternReader.invalid();
        }
        return word;
    }

    @Override
    public boolean mayMatchIn(MessageText block) {
        return all.stream().allMatch(term -> term.mayBeIn(block))
                && (any.isEmpty() || any.stream().anyMatch(term -> term.mayBeIn(block)));
    }

    @Override
    public boolean matches(MessageText message) {
        for (Term term : all) {
            if (!term.isIn(message)) {
                return false;
            }
        }
        return (any.isEmpty() || any.stream().anyMatch(term -> term.isIn(message)))
                && none.stream().noneMatch(term -> term.isIn(message));
    }

    @Override
    public Map<String, String> extracted(MessageText message) {
        return Map.of();
    }
}
