package io.argosy.app.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /// The tables below a prefix, by the names that the sources give them.
    Set<String> tables(String prefix) {
        Set<String> names = new TreeSet<>();
        for (Source source : strongestFirst) {
            source.unknown(Set.of()).keySet().stream()
                    .filter(key -> key.startsWith(prefix) && key.lastIndexOf('.') > prefix.length())
                    .forEach(key -> names.add(key.substring(prefix.length(), key.lastIndexOf('.'))));
        }
        return names;
    }

    /// Notes that something is wrong with a key that was read.
    void mistake(String key, String problem) {
        mistakes.add(find(key).map(Setting::origin).orElse("configuration") + ": " + key + ": " + problem);
    }

    /// Every mistake there was, unknown keys included.
    List<String> mistakes() {
        List<String> all = new ArrayList<>(mistakes);
        for (Source source : strongestFirst) {
            source.unknown(known)
                    .forEach((name, origin) ->
                            all.add(origin + ": there is no setting " + name + Likeness.suggestion(name, known)));
        }
        return all;
    }

    /// What the sources say, of the keys that were read, as the words they use.
    Map<String, List<String>> said() {
        Map<String, List<String>> said = new TreeMap<>();
        known().forEach(key -> find(key).ifPresent(setting -> said.put(key, setting.values())));
        return said;
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
        Optional<String> misfit = misfit(setting.form(), usual);
        if (misfit.isPresent()) {
            mistakes.add(setting.origin() + ": " + key + ": " + misfit.get());
            return usual;
        }
        return parsed(key, setting.origin(), setting.values().getFirst(), parse)
                .findFirst()
                .orElse(usual);
    }

    /// What is wrong with how a value was written, seen from the kind of value there usually is.
    private static Optional<String> misfit(Setting.Form form, Object usual) {
        boolean fits = switch (form) {
            case WORD -> true;
            case FLAG -> usual instanceof Boolean;
            case NUMBER -> usual instanceof Number;
            case TEXT -> !(usual instanceof Boolean);
            case OTHER -> false;
        };
        if (fits) {
            return Optional.empty();
        }
        return Optional.of(
                switch (usual) {
                    case Boolean _ -> "true or false is needed, without quotes";
                    case Number _ -> "a whole number is needed";
                    default -> "a text is needed, in quotes";
                });
    }

    private <T> List<T> all(String key, Setting setting, Function<String, T> parse) {
        if (setting.form() != Setting.Form.WORD && setting.form() != Setting.Form.TEXT) {
            mistakes.add(setting.origin() + ": " + key + ": a list of texts is needed, each in quotes");
            return List.of();
        }
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
