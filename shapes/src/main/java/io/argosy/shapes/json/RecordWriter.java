package io.argosy.shapes.json;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Writes a record as the text of its `RecordCodec.tree`, without making the tree: every change of the state is written
/// this way, and what is not made need not be thrown away.
final class RecordWriter {
    private static final int SHORT_TEXT = 1024;
    private static final char FIRST_PRINTABLE = ' ';

    /// What is known of a record class: what its text begins with, and its members with their names as they are
    /// written.
    private record Layout(String opening, List<Member> members) {}

    private record Member(String name, Method accessor) {}

    private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            boolean oneOfSeveral = Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
            return new Layout(
                    oneOfSeveral ? "{\"" + RecordCodec.CASE + "\":\"" + type.getSimpleName() + '"' : "{",
                    Arrays.stream(type.getRecordComponents())
                            .map(component -> new Member('"' + component.getName() + "\":", accessor(component)))
                            .toList());
        }

        /// A record may be its package's own business and still be written.
        private Method accessor(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor;
        }
    };

    private final StringBuilder out = new StringBuilder(SHORT_TEXT);

    private RecordWriter() {}

    static String text(Record value) {
        var writer = new RecordWriter();
        writer.object(value);
        return writer.out.toString();
    }

    private void object(Record value) {
        Layout layout = LAYOUTS.get(value.getClass());
        out.append(layout.opening());
        for (Member member : layout.members()) {
            Object content = content(value, member);
            if (!RecordCodec.absent(content)) {
                next('{');
                out.append(member.name());
                value(content);
            }
        }
        out.append('}');
    }

    private static Object content(Record value, Member member) {
        try {
            return member.accessor().invoke(value);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot read " + member.accessor(), broken);
        }
    }

    /// A comma, unless it is the first since this.
    private void next(char opening) {
        if (out.charAt(out.length() - 1) != opening) {
            out.append(',');
        }
    }

    private void value(Object value) {
        switch (value) {
            case String text -> text(text);
            case Record nested -> object(nested);
            case Optional<?> optional -> value(optional.orElseThrow());
            case Set<?> items ->
                array(items.stream().map(RecordCodec::plain).sorted().toList());
            case Collection<?> items -> array(items);
            case Map<?, ?> map -> members(map);
            case Boolean flag -> out.append(flag.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Number number -> number(number.doubleValue());
            case Enum<?> constant -> text(constant.name());
            case Instant instant -> text(instant.toString());
            case Object other -> text(other.toString());
        }
    }

    private void array(Collection<?> items) {
        out.append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                out.append(',');
            }
            value(item);
            first = false;
        }
        out.append(']');
    }

    /// In the order of their names.
    private void members(Map<?, ?> map) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, item) ->
                sorted.put(key instanceof Enum<?> constant ? constant.name() : key.toString(), item));
        out.append('{');
        boolean first = true;
        for (var member : sorted.entrySet()) {
            if (!first) {
                out.append(',');
            }
            text(member.getKey());
            out.append(':');
            value(member.getValue());
            first = false;
        }
        out.append('}');
    }

    /// What is no number is written as a text, like by Jackson.
    private void number(double number) {
        if (Double.isFinite(number)) {
            out.append(number);
        } else {
            text(Double.toString(number));
        }
    }

    private void text(String text) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < FIRST_PRINTABLE || letter == '"' || letter == '\\') {
                out.append(text, written, i);
                escaped(letter);
                written = i + 1;
            }
        }
        out.append(text, written, text.length()).append('"');
    }

    private void escaped(char letter) {
        switch (letter) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> out.append("\\u%04X".formatted((int) letter));
        }
    }
}
