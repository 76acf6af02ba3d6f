package io.argosy.app.configuration;

import io.argosy.wire.WorldFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/// A configuration file in TOML: its settings by dotted key, each with its line.
final class TomlFile {
    private TomlFile() {}

    /// A file that cannot be read is an `IOException`; what is wrong inside goes to `mistakes`.
    static Source read(Path file, List<String> mistakes) throws IOException {
        TomlParseResult toml = parse(file);
        toml.errors()
                .forEach(error -> mistakes.add(file + ":" + error.position().line() + ": " + error.getMessage()));
        Map<String, Setting> settings = new HashMap<>();
        toml.dottedEntrySet(false).forEach(entry -> {
            TomlPosition position = toml.inputPositionOf(entry.getKey());
            String origin = position == null ? file.toString() : file + ":" + position.line();
            settings.put(entry.getKey(), new Setting(values(entry.getValue()), form(entry.getValue()), origin));
        });
        return new Source.Fixed(settings);
    }

    private static TomlParseResult parse(Path file) throws IOException {
        try {
            return Toml.parse(file);
        } catch (IOException failure) {
            throw new IOException(
                    "cannot read the configuration " + file + " (named by --config, ARGOSY_CONFIG, or usual): "
                            + WorldFailure.words(failure),
                    failure);
        }
    }

    private static Setting.Form form(Object value) {
        return switch (value) {
            case TomlArray array ->
                array.toList().stream().allMatch(String.class::isInstance) ? Setting.Form.TEXT : Setting.Form.OTHER;
            case String _ -> Setting.Form.TEXT;
            case Long _ -> Setting.Form.NUMBER;
            case Boolean _ -> Setting.Form.FLAG;
            default -> Setting.Form.OTHER;
        };
    }

    private static List<String> values(Object value) {
        return value instanceof TomlArray array
                ? array.toList().stream().map(Object::toString).toList()
                : List.of(value.toString());
    }
}
