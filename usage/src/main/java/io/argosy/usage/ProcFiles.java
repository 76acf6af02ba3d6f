package io.argosy.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the little text files of `/proc` and of cgroups.
final class ProcFiles {
    /// The kernel counts CPU time for people in hundredths of a second.
    static final long NANOS_A_TICK = 10_000_000;

    private ProcFiles() {}

    static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    /// Lines of `name value`, with or without a colon and a unit.
    static Map<String, Long> table(Path file) throws IOException {
        Map<String, Long> table = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split("[\\s:]+");
            if (words.length >= 2 && words[1].matches("\\d+")) {
                table.put(words[0], Long.parseLong(words[1]));
            }
        }
        return table;
    }

    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }
}
