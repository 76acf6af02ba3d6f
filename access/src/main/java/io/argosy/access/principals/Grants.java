package io.argosy.access.principals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a user or role is granted: policies written into it, by name, and the ARNs of those attached to it.
public record Grants(List<InlinePolicy> inline, List<String> attached) {
    public static final Grants NONE = new Grants(List.of(), List.of());

    public Grants {
        inline = List.copyOf(inline);
        attached = List.copyOf(attached);
    }

    public Optional<InlinePolicy> inline(String name) {
        return inline.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    public Grants with(InlinePolicy policy) {
        return new Grants(
                Stream.concat(without(policy.name()).inline.stream(), Stream.of(policy))
                        .toList(),
                attached);
    }

    public Grants without(String inlineName) {
        return new Grants(
                inline.stream()
                        .filter(policy -> !policy.name().equals(inlineName))
                        .toList(),
                attached);
    }

    public Grants attach(String arn) {
        return attached.contains(arn)
                ? this
                : new Grants(
                        inline, Stream.concat(attached.stream(), Stream.of(arn)).toList());
    }

    public Grants detach(String arn) {
        return new Grants(
                inline, attached.stream().filter(one -> !one.equals(arn)).toList());
    }

    /// Of all that is written in, as IAM counts it: white space apart.
    public int inlineLetters() {
        return inline.stream().mapToInt(policy -> letters(policy.document())).sum();
    }

    public static int letters(String document) {
        return (int) document.codePoints()
                .filter(letter -> !Character.isWhitespace(letter))
                .count();
    }
}
