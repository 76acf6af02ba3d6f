package io.argosy.planning.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A dotted version, compared part by part; a part that is missing counts as 0.
record Version(List<Integer> parts) implements Comparable<Version> {
    private static final Pattern WHOLE = Pattern.compile("v?([0-9]{1,9}(\\.[0-9]{1,9})*)");
    private static final Pattern START = Pattern.compile(WHOLE + "([^0-9.].*)?");

    static Version literal(String text) throws InvalidExpression {
        return read(WHOLE, text)
                .orElseThrow(() -> new InvalidExpression("'" + text + "' is not a version such as 1.18.0."));
    }

    /// What an agent calls itself may go on after the numbers, as in `1.18.0-dev`.
    static Optional<Version> reported(String text) {
        return read(START, text);
    }

    private static Optional<Version> read(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Integer> parts = new ArrayList<>();
        for (String part : matcher.group(1).split("\\.", -1)) {
            parts.add(Integer.valueOf(part));
        }
        while (!parts.isEmpty() && parts.getLast() == 0) {
            parts.removeLast();
        }
        return Optional.of(new Version(parts));
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = Integer.compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }
}
