package io.argosy.taskdefinitions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `containerPortRange`: `first-last`.
record PortRange(int first, int last) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");
    private static final int HIGHEST = 65_535;

    static Optional<PortRange> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var range = new PortRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return range.first >= 1 && range.first < range.last && range.last <= HIGHEST
                ? Optional.of(range)
                : Optional.empty();
    }

    boolean meets(PortRange other) {
        return first <= other.last && other.first <= last;
    }
}
