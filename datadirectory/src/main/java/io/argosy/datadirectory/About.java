package io.argosy.datadirectory;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a backup says of itself, in lines of `name = value`: which Argosy made it, when, of which account, whether it
/// holds images, and how many entities of each kind.
public record About(String version, Instant made, String account, boolean blobs, Map<String, Long> counts) {
    private static final String FORMAT = "argosy backup 1";
    private static final String COUNT = "count.";

    public About {
        counts = Map.copyOf(counts);
    }

    String text() {
        return FORMAT + "\nversion = " + version + "\nmade = " + made + "\naccount = " + account + "\nblobs = " + blobs
                + "\n"
                + new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(count -> COUNT + count.getKey() + " = " + count.getValue() + "\n")
                                .collect(Collectors.joining());
    }

    static About read(String text) throws IOException {
        if (!text.startsWith(FORMAT + "\n")) {
            throw new IOException("it is of a form that this version does not know: a newer Argosy made it");
        }
        Map<String, String> said = text.lines()
                .skip(1)
                .map(line -> line.split(" = ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (first, _) -> first));
        try {
            return new About(
                    one(said, "version"),
                    Instant.parse(one(said, "made")),
                    one(said, "account"),
                    Boolean.parseBoolean(one(said, "blobs")),
                    counts(said));
        } catch (DateTimeParseException | NumberFormatException wrong) {
            throw new IOException("what it says of itself cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, Long> counts(Map<String, String> said) {
        return said.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(COUNT))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(COUNT.length()), entry -> Long.valueOf(entry.getValue())));
    }

    private static String one(Map<String, String> said, String name) throws IOException {
        String value = said.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IOException("it does not say its " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return "made " + made + " by argosy " + version + " of account " + account
                + (blobs ? ", with images: " : ", without images: ")
                + new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(count -> count.getValue() + " " + count.getKey())
                                .collect(Collectors.joining(", "));
    }
}
