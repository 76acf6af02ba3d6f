import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A service as its `.model` and `.limits` files tell it.
final class Model {
    record Operation(String name, String method, String uri, String status, String input, String output, List<String> errors) {}

    record Error(String name, String status, boolean server, String code) {}

    record Member(String name, String type, boolean required, List<String> traits) {
        String javaName() {
            return Names.member(name);
        }
    }

    record Structure(String name, boolean union, List<Member> members) {}

    record Limit(String min, String max, String pattern, List<String> oneOf) {}

    final Map<String, String> facts = new HashMap<>();
    final List<Error> errors = new ArrayList<>();
    final List<Operation> operations = new ArrayList<>();
    final List<Structure> structures = new ArrayList<>();
    final Map<String, Limit> limits = new TreeMap<>();
    final Map<String, String> uses = new LinkedHashMap<>();

    static Model read(Path modelFile, Path limitsFile) throws IOException {
        var model = new Model();
        model.readModel(Files.readAllLines(modelFile));
        model.readLimits(Files.readAllLines(limitsFile));
        return model;
    }

    String fact(String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new IllegalStateException("no fact " + name);
        }
        return value;
    }

    private void readModel(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ");
            switch (words[0]) {
                case "operation" -> {
                    String[] ends = lines.get(i + 1).trim().split(" ");
                    String[] thrown = lines.get(i + 2).trim().split(" ");
                    List<String> names = List.of(thrown).subList(1, thrown.length);
                    operations.add(new Operation(words[1], words[2], words[3], words[4], ends[0], ends[1], names));
                    i += 2;
                }
                case "error" -> errors.add(new Error(words[1], words[2], words[3].equals("server"), words[4]));
                case "structure", "union" -> structures.add(new Structure(words[1], words[0].equals("union"), new ArrayList<>()));
                case "#" -> {}
                default -> other(lines.get(i), words);
            }
        }
    }

    private void other(String line, String[] words) {
        if (line.startsWith("  ")) {
            String[] parts = line.trim().split(" ");
            boolean required = parts[0].endsWith("!");
            String name = required ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
            structures.getLast().members().add(new Member(name, parts[1], required, List.of(parts).subList(2, parts.length)));
        } else if (!line.isBlank()) {
            facts.put(words[0], words[1]);
        }
    }

    private void readLimits(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("limit ")) {
                limits.merge(words[1], limit(words[2], words[3]), Model::merged);
            } else if (line.startsWith("enums ")) {
                facts.put("enums", words[1]);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                uses.put(words[0], words[1]);
            }
        }
    }

    private static Limit limit(String kind, String text) {
        String[] bounds = text.split("\\.\\.", 2);
        return switch (kind) {
            case "length", "range" -> new Limit(bounds[0], bounds[1], "", List.of());
            case "pattern" -> new Limit("", "", text, List.of());
            case "oneOf" -> new Limit("", "", "", List.of(text.split(" ")));
            default -> throw new IllegalStateException("limit " + kind);
        };
    }

    private static Limit merged(Limit a, Limit b) {
        return new Limit(
                a.min.isEmpty() ? b.min : a.min,
                a.max.isEmpty() ? b.max : a.max,
                a.pattern.isEmpty() ? b.pattern : a.pattern,
                a.oneOf.isEmpty() ? b.oneOf : a.oneOf);
    }
}
