package io.argosy.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of variables: `.env`, and those that `env_file` names. A line is `NAME=value`, perhaps after `export`; a
/// value in single quotes stands as it is, in others variables are filled in.
final class VariablesFile {
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern NAME_ONLY = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");

    private VariablesFile() {}

    static Map<String, String> read(Path file, Map<String, String> outside, Findings findings) {
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file, findings)) {
            number++;
            String text = line.strip();
            String place = file + ":" + number;
            Matcher assignment = LINE.matcher(text);
            Matcher name = NAME_ONLY.matcher(text);
            if (assignment.matches()) {
                Map<String, String> known = new LinkedHashMap<>(variables);
                known.putAll(outside);
                variables.put(
                        assignment.group(1),
                        value(place, assignment.group(2), new Interpolation(known, findings), findings));
            } else if (name.matches()) {
                String given = outside.get(name.group(1));
                if (given != null) {
                    variables.put(name.group(1), given);
                }
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                findings.refuse(place, "is no NAME=value");
            }
        }
        return variables;
    }

    private static List<String> lines(Path file, Findings findings) {
        try {
            if (!Files.isRegularFile(file)) {
                findings.refuse(String.valueOf(file), "there is no such file");
            } else if (Files.size(file) > MOST_BYTES) {
                findings.refuse(String.valueOf(file), "is longer than " + MOST_BYTES + " bytes");
            } else {
                return Files.readAllLines(file);
            }
        } catch (IOException failure) {
            findings.refuse(String.valueOf(file), "cannot be read as text: " + failure.getMessage());
        }
        return List.of();
    }

    private static String value(String place, String text, Interpolation interpolation, Findings findings) {
        Matcher single = SINGLE.matcher(text);
        if (single.matches()) {
            return single.group(1);
        }
        Matcher quoted = DOUBLE.matcher(text);
        if (quoted.matches()) {
            return interpolation.text(place, unescaped(quoted.group(1)));
        }
        if (text.startsWith("'") || text.startsWith("\"")) {
            findings.refuse(place, "a quote has no end; values of several lines cannot be had");
            return "";
        }
        return interpolation.text(place, text.replaceFirst("(^|\\s+)#.*$", ""));
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
