package io.argosy.shapes;

import java.util.List;
import java.util.regex.Pattern;

/// What a service demands of a value beyond its type: bounds (of a number, or of a text's or collection's length),
/// a pattern, or membership of a set. Instances are shared, and compile their pattern when first asked.
public final class Limits {
    private static final Pattern UNCOMPILED = Pattern.compile("");
    public static final Limits NONE = new Limits(Long.MIN_VALUE, Long.MAX_VALUE, "", List.of());

    private final long min;
    private final long max;
    private final String pattern;
    private final List<String> oneOf;
    private volatile Pattern compiled = UNCOMPILED;

    public Limits(long min, long max, String pattern, List<String> oneOf) {
        this.min = min;
        this.max = max;
        this.pattern = pattern;
        this.oneOf = oneOf;
    }

    public long min() {
        return min;
    }

    public long max() {
        return max;
    }

    /// Empty when any text will do.
    public String pattern() {
        return pattern;
    }

    /// Empty when any text will do.
    public List<String> oneOf() {
        return oneOf;
    }

    /// A pattern without anchors must match the whole text; one with an anchor says itself where it matches.
    public boolean patternAccepts(String text) {
        if (pattern.isEmpty()) {
            return true;
        }
        if (compiled == UNCOMPILED) {
            compiled = Pattern.compile(pattern);
        }
        var matcher = compiled.matcher(text);
        return pattern.startsWith("^") || pattern.endsWith("$") ? matcher.find() : matcher.matches();
    }
}
