package io.argosy.jobqueues.definitions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The nodes that a range of a multi-node job definition is for, both ends included (batch-semantics 6.7).
public record NodeRange(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})?(:)?([0-9]{1,4})?");

    /// `a:b`, `:b`, `a:` and `n`, of a job of so many nodes; nothing for any other text.
    public static Optional<NodeRange> of(String text, int nodes) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || matcher.group(1) == null && matcher.group(3) == null) {
            return Optional.empty();
        }
        int first = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        if (matcher.group(2) == null) {
            return matcher.group(3) == null ? Optional.of(new NodeRange(first, first)) : Optional.empty();
        }
        int last = matcher.group(3) == null ? nodes - 1 : Integer.parseInt(matcher.group(3));
        return Optional.of(new NodeRange(first, last));
    }

    /// Whether the range goes on to the last node, however many there are.
    public static boolean open(String text) {
        return text.endsWith(":");
    }

    public boolean has(int node) {
        return first <= node && node <= last;
    }

    public int size() {
        return last - first + 1;
    }
}
