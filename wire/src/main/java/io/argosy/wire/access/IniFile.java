package io.argosy.wire.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The `[profile]` files of AWS tools: sections of `name = value` lines. A file that is not there has no sections.
public record IniFile(Map<String, Map<String, String>> sections) {
    public static IniFile read(Path path) throws IOException {
        Map<String, Map<String, String>> sections = new HashMap<>();
        String section = "";
        try {
            for (String raw : Files.readAllLines(path)) {
                String line = raw.strip();
                int equals = line.indexOf('=');
                if (line.startsWith("[") && line.endsWith("]")) {
                    section = line.substring(1, line.length() - 1).strip();
                } else if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                    sections.computeIfAbsent(section, _ -> new HashMap<>())
                            .put(
                                    line.substring(0, equals).strip(),
                                    line.substring(equals + 1).strip());
                }
            }
        } catch (NoSuchFileException absent) {
            return new IniFile(Map.of());
        }
        return new IniFile(sections);
    }

    public Map<String, String> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }
}
