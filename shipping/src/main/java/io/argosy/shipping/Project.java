package io.argosy.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// A folder that is shipped as one service, as its `argosy.toml` says: what is built, which task definition it runs in,
/// and how its service is made.
public record Project(Path folder, String name, String cluster, Content content, Wanted wanted) {
    public static final String FILE = "argosy.toml";
    private static final Set<String> KEYS =
            Set.of("name", "cluster", "dockerfile", "definition", "container", "count", "minimum-healthy", "maximum");

    /// What the folder has: paths below it, and the container of the definition that runs what is built.
    public record Content(String dockerfile, String definition, String container) {}

    /// What the service is made with; an update leaves the count as somebody has scaled it.
    public record Wanted(int count, int minimumHealthyPercent, int maximumPercent) {}

    /// What the folder's `argosy.toml` says; every mistake in it at once.
    public static Project read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no " + file + ": argosy init writes one");
        }
        TomlParseResult toml = Toml.parse(file);
        List<String> mistakes = new ArrayList<>();
        toml.errors()
                .forEach(error -> mistakes.add(file + ":" + error.position().line() + ": " + error.getMessage()));
        new TreeSet<>(toml.keySet())
                .stream()
                        .filter(key -> !KEYS.contains(key))
                        .forEach(key -> mistakes.add(file + ": " + key + " is none of " + new TreeSet<>(KEYS)));
        var values = new Values(file, toml, mistakes);
        String name = values.text("name", "");
        if (name.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(file + ": name is missing");
        }
        var project = new Project(
                folder,
                name,
                values.text("cluster", "default"),
                new Content(
                        values.text("dockerfile", "Dockerfile"),
                        values.text("definition", NewProject.DEFINITION),
                        values.text("container", name)),
                new Wanted(
                        values.number("count", 1, 10_000),
                        values.number("minimum-healthy", 100, 100),
                        values.number("maximum", 200, 200)));
        if (!mistakes.isEmpty()) {
            throw new IOException(String.join("\n", mistakes));
        }
        return project;
    }

    /// The values of a file; what is of the wrong kind is a mistake.
    private record Values(Path file, TomlParseResult toml, List<String> mistakes) {
        String text(String key, String usual) {
            Object value = toml.contains(key) ? toml.get(key) : usual;
            if (value instanceof String text) {
                return text;
            }
            mistakes.add(file + ": " + key + " is a text, like \"" + usual + "\"");
            return usual;
        }

        int number(String key, int usual, int most) {
            Object value = toml.contains(key) ? toml.get(key) : Long.valueOf(usual);
            if (value instanceof Long number && number >= 0 && number <= most) {
                return number.intValue();
            }
            mistakes.add(file + ": " + key + " is a number from 0 to " + most);
            return usual;
        }
    }

    Path definition() {
        return folder.resolve(content.definition());
    }
}
