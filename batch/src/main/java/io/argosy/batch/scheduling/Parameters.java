package io.argosy.batch.scheduling;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `Ref::name` in a command, replaced by the parameter's value (batch-semantics 6.5). Of several names that fit the
/// longest counts.
public final class Parameters {
    private static final String MARK = "Ref::";
    private static final Pattern NAME = Pattern.compile("Ref::([A-Za-z0-9_.-]+)");

    private Parameters() {}

    public static Optional<List<String>> substituted(Optional<List<String>> command, Map<String, String> parameters) {
        return command.map(words -> words.stream().anyMatch(word -> word.contains(MARK))
                ? words.stream().map(word -> substituted(word, parameters)).toList()
                : words);
    }

    private static String substituted(String word, Map<String, String> parameters) {
        return NAME.matcher(word)
                .replaceAll(found -> Matcher.quoteReplacement(known(found.group(1), parameters)
                        .map(name -> parameters.get(name) + found.group(1).substring(name.length()))
                        .orElse(found.group())));
    }

    /// The first name in a command that has no value.
    public static Optional<String> missing(List<String> command, Map<String, String> parameters) {
        return command.stream()
                .flatMap(word -> NAME.matcher(word).results())
                .map(found -> found.group(1))
                .filter(name -> known(name, parameters).isEmpty())
                .findFirst();
    }

    private static Optional<String> known(String text, Map<String, String> parameters) {
        return parameters.keySet().stream().filter(text::startsWith).max(Comparator.comparingInt(String::length));
    }
}
