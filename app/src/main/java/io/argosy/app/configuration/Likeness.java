package io.argosy.app.configuration;

import java.util.Comparator;
import java.util.Set;

/// What somebody may have meant who wrote a name that does not exist.
final class Likeness {
    private static final int FAR = 3;

    private Likeness() {}

    /// Words that name the nearest setting, or nothing when none is near. A variable's name is answered by a
    /// variable's.
    static String suggestion(String name, Set<String> keys) {
        boolean variable = name.startsWith("ARGOSY_");
        return keys.stream()
                .map(key -> variable ? Source.Environment.variable(key) : key)
                .filter(key -> distance(name, key) <= FAR)
                .min(Comparator.comparingInt((String key) -> distance(name, key))
                        .thenComparing(key -> key))
                .map(key -> "; did you mean " + key + "?")
                .orElse("");
    }

    /// How many letters must be changed, left out or put in (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = corner + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
