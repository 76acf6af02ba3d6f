package io.argosy.access.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text of a policy: letters, wildcards where those mean something, and variables that each request fills in. What
/// a variable brings is letters, whatever it looks like.
public record TextPattern(List<Part> parts) {
    /// A piece of the text.
    public sealed interface Part {
        record Letters(String text) implements Part {}

        record AnyText() implements Part {}

        record AnyLetter() implements Part {}

        /// `${key}` or `${key, 'fallback'}`.
        record Variable(String key, Optional<String> fallback) implements Part {}
    }

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{\\s*(?:([*?$])|([^{},']+?)\\s*(?:,\\s*'([^']*)'\\s*)?)\\s*}");
    private static final int ANY_TEXT = -1;
    private static final int ANY_LETTER = -2;
    private static final int ARN_PARTS = 6;

    public TextPattern {
        parts = List.copyOf(parts);
    }

    /// `*` and `?` are wildcards; `variables` only in documents of the version that has them.
    static TextPattern wild(String text, boolean variables) {
        return new TextPattern(read(text, true, variables));
    }

    static TextPattern plain(String text, boolean variables) {
        return new TextPattern(read(text, false, variables));
    }

    private static List<Part> read(String text, boolean wildcards, boolean variables) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        Matcher variable = VARIABLE.matcher(text);
        while (variables && variable.find()) {
            addText(text.substring(from, variable.start()), wildcards, parts);
            String escaped = variable.group(1);
            parts.add(
                    escaped == null
                            ? new Part.Variable(variable.group(2), Optional.ofNullable(variable.group(3)))
                            : new Part.Letters(escaped));
            from = variable.end();
        }
        addText(text.substring(from), wildcards, parts);
        return parts;
    }

    private static void addText(String text, boolean wildcards, List<Part> parts) {
        var letters = new StringBuilder();
        for (char letter : text.toCharArray()) {
            if (wildcards && (letter == '*' || letter == '?')) {
                addLetters(letters, parts);
                parts.add(letter == '*' ? new Part.AnyText() : new Part.AnyLetter());
            } else {
                letters.append(letter);
            }
        }
        addLetters(letters, parts);
    }

    private static void addLetters(StringBuilder letters, List<Part> parts) {
        if (!letters.isEmpty()) {
            parts.add(new Part.Letters(letters.toString()));
            letters.setLength(0);
        }
    }

    boolean matches(String value, RequestContext context) {
        return resolved(context).filter(tokens -> matches(tokens, value)).isPresent();
    }

    boolean matchesIgnoringCase(String value, RequestContext context) {
        return resolved(context)
                .map(tokens -> tokens.stream()
                        .map(token -> token < 0 ? token : Character.toLowerCase(Character.toUpperCase(token)))
                        .toList())
                .filter(tokens -> matches(tokens, value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /// Part by part of an ARN, so that a wildcard ends at a colon; the last part takes what is left.
    boolean matchesArn(String value, RequestContext context) {
        String[] values = value.split(":", ARN_PARTS);
        List<List<Integer>> segments =
                resolved(context).map(TextPattern::segments).orElse(List.of());
        if (segments.size() == 1 && segments.getFirst().equals(List.of(ANY_TEXT))) {
            return true;
        }
        if (values.length != ARN_PARTS || segments.size() != ARN_PARTS) {
            return false;
        }
        for (int i = 0; i < ARN_PARTS; i++) {
            if (!matches(segments.get(i), values[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<List<Integer>> segments(List<Integer> tokens) {
        List<List<Integer>> segments = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < tokens.size() && segments.size() < ARN_PARTS - 1; i++) {
            if (tokens.get(i) == ':') {
                segments.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        segments.add(tokens.subList(from, tokens.size()));
        return segments;
    }

    /// Letters and wildcards; nothing when a variable has no value, as such a text is like none.
    private Optional<List<Integer>> resolved(RequestContext context) {
        List<Integer> tokens = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Letters(String text) -> text.codePoints().forEach(tokens::add);
                case Part.AnyText() -> tokens.add(ANY_TEXT);
                case Part.AnyLetter() -> tokens.add(ANY_LETTER);
                case Part.Variable(String key, Optional<String> fallback) -> {
                    Optional<String> value = context.single(key).or(() -> fallback);
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    value.get().codePoints().forEach(tokens::add);
                }
            }
        }
        return Optional.of(tokens);
    }

    /// Goes back to the last `*` only, which is enough, so that no pattern takes long.
    private static boolean matches(List<Integer> tokens, String value) {
        int[] letters = value.codePoints().toArray();
        int token = 0;
        int letter = 0;
        int star = -1;
        int starLetter = 0;
        while (letter < letters.length) {
            if (token < tokens.size() && (tokens.get(token) == ANY_LETTER || tokens.get(token) == letters[letter])) {
                token++;
                letter++;
            } else if (token < tokens.size() && tokens.get(token) == ANY_TEXT) {
                star = token++;
                starLetter = letter;
            } else if (star >= 0) {
                token = star + 1;
                letter = ++starLetter;
            } else {
                return false;
            }
        }
        return tokens.subList(token, tokens.size()).stream().allMatch(rest -> rest == ANY_TEXT);
    }
}
