package io.argosy.app.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads typed settings out of sources, the strongest first, and collects every mistake on the way. Whatever is asked
/// for exists as a key; whatever a source names beyond that is refused.
final class Settings {
    private final List<Source> strongestFirst;
    private final List<String> mistakes;
    private final Set<String> known = new HashSet<>();

    Settings(List<Source> strongestFirst, List<String> mistakes) {
        this.strongestFirst = List.copyOf(strongestFirst);
        this.mistakes = new ArrayList<>(mistakes);
    }

    /// The value of a key, or the usual one; one that `parse` refuses with an IllegalArgumentException is a mistake.
    <T> T one(String key, Function<String, T> parse, T usual) {
        return find(key).map(setting -> single(key, setting, parse, usual)).orElse(usual);
    }

    <T> List<T> list(String key, Function<String, T> parse, List<T> usual) {
        return find(key).map(setting -> all(key, setting, parse)).orElse(usual);
    }

    /// Notes that something is wrong with a key that was read.
    void mistake(String key, String problem) {
        mistakes.add(find(key).map(Setting::origin).orElse("configuration") + ": " + key + ": " + problem);
    }

    /// Every mistake there was, unknown keys included.
    List<String> mistakes() {
        List<String> all = new ArrayList<>(mistakes);
        for (Source source : strongestFirst) {
            source.named().forEach((key, origin) -> {
                if (!known.contains(key)) {
                    all.add(origin + ": there is no setting " + key);
                }
            });
        }
        return all;
    }

    Set<String> known() {
        return new TreeSet<>(known);
    }

    private Optional<Setting> find(String key) {
        known.add(key);
        return strongestFirst.stream()
                .flatMap(source -> source.find(key).stream())
                .findFirst();
    }

    private <T> T single(String key, Setting setting, Function<String, T> parse, T usual) {
        if (setting.values().size() != 1) {
            mistakes.add(setting.origin() + ": " + key + ": one value is needed, not a list");
            return usual;
        }
        return parsed(key, setting.origin(), setting.values().getFirst(), parse)
                .findFirst()
                .orElse(usual);
    }

    private <T> List<T> all(String key, Setting setting, Function<String, T> parse) {
        return setting.values().stream()
                .filter(value -> !value.isBlank())
                .flatMap(value -> parsed(key, setting.origin(), value.strip(), parse))
                .toList();
    }

    private <T> Stream<T> parsed(String key, String origin, String value, Function<String, T> parse) {
        try {
            return Stream.of(parse.apply(value));
        } catch (IllegalArgumentException wrong) {
            mistakes.add(origin + ": " + key + ": " + wrong.getMessage());
            return Stream.empty();
        }
    }
}
