package io.argosy.logs.patterns;

import io.argosy.logs.store.MessageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pattern of fields between spaces: those before `...`, if it is there, and those behind it. Without it there are
/// exactly as many fields.
record FieldPattern(List<Field> before, Optional<List<Field>> behind) implements FilterPattern {
    private static final String ANY_NUMBER = "...";

    FieldPattern {
        before = List.copyOf(before);
        behind = behind.map(List::copyOf);
    }

    static FieldPattern parse(String text) {
        var reader = new PatternReader(text);
        List<Field> before = new ArrayList<>();
        List<Field> behind = new ArrayList<>();
        boolean any = false;
        do {
            reader.skipSpace();
            if (reader.takes(ANY_NUMBER)) {
                if (any) {
                    throw PatternReader.invalid();
                }
                any = true;
            } else {
                (any ? behind : before).add(Field.parse(reader));
            }
            reader.skipSpace();
        } while (reader.takes(","));
        if (!reader.ended()) {
            throw PatternReader.invalid();
        }
        return new FieldPattern(before, any ? Optional.of(behind) : Optional.empty());
    }

    /// Conditions are met in fields, and where these begin is not known before.
    @Override
    public boolean mayMatchIn(MessageText block) {
        return true;
    }

    @Override
    public boolean matches(MessageText message) {
        List<String> fields = MessageFields.of(message.text());
        List<Field> last = behind.orElse(List.of());
        boolean fits =
                behind.isPresent() ? fields.size() >= before.size() + last.size() : fields.size() == before.size();
        return fits && hold(before, fields) && hold(last, fields.subList(fields.size() - last.size(), fields.size()));
    }

    private static boolean hold(List<Field> wanted, List<String> fields) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).holds(fields.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, String> extracted(MessageText message) {
        List<String> fields = MessageFields.of(message.text());
        List<Field> last = behind.orElse(List.of());
        Map<String, String> extracted = new LinkedHashMap<>();
        for (int i = 0; i < before.size(); i++) {
            extracted.put("$" + before.get(i).name(), fields.get(i));
        }
        for (int i = 0; i < last.size(); i++) {
            extracted.put("$" + last.get(i).name(), fields.get(fields.size() - last.size() + i));
        }
        return extracted;
    }
}
