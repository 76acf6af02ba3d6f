package io.argosy.imagebuilds;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The names that the stages of a Dockerfile have.
record Stages(Set<String> names) {
    private static final Pattern FROM =
            Pattern.compile("\\s*FROM\\s+(?:--\\S+\\s+)*\\S+\\s+AS\\s+(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

    Stages {
        names = Set.copyOf(names);
    }

    static Stages of(String dockerfile) {
        return new Stages(dockerfile
                .replaceAll("\\\\[ \\t]*\\r?\\n", " ")
                .lines()
                .map(FROM::matcher)
                .filter(Matcher::matches)
                .map(from -> from.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    }

    boolean hasStage(String name) {
        return names.contains(name);
    }
}
