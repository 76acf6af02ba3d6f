package io.argosy.logs.patterns;

import java.util.ArrayList;
import java.util.List;

/// A field of a pattern between spaces: its name, and what is asked of it: one of several lists of comparisons, each of
/// which must hold whole.
record Field(String name, List<List<Comparison>> oneOf) {
    private static final String ENDS = ",&|=!<>]";

    Field {
        oneOf = oneOf.stream().map(List::copyOf).toList();
    }

    static Field parse(PatternReader reader) {
        String name = reader.until(ENDS);
        List<List<Comparison>> oneOf = new ArrayList<>();
        reader.skipSpace();
        if (reader.ended() || reader.sees(",")) {
            return new Field(required(name), oneOf);
        }
        oneOf.add(new ArrayList<>());
        oneOf.getLast().add(Comparison.parse(reader, ",&|"));
        for (reader.skipSpace(); reader.sees("&&") || reader.sees("||"); reader.skipSpace()) {
            if (reader.takes("||")) {
                oneOf.add(new ArrayList<>());
            } else {
                reader.require("&&");
            }
            reader.skipSpace();
            if (!reader.until(ENDS).equals(name)) {
                throw PatternReader.invalid();
            }
            oneOf.getLast().add(Comparison.parse(reader, ",&|"));
        }
        return new Field(required(name), oneOf);
    }

    private static String required(String name) {
        if (name.isEmpty()) {
            throw PatternReader.invalid();
        }
        return name;
    }

    boolean holds(String value) {
        return oneOf.isEmpty()
                || oneOf.stream().anyMatch(all -> all.stream().allMatch(comparison -> comparison.holdsOf(value)));
    }
}
