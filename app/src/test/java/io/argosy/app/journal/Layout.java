package io.argosy.app.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The members of a record as a row has them, a line each, those of the records inside it below. Classes are not named:
/// renaming one changes no row, but for the cases of a sealed type. Shapes of the API are named and not opened: their
/// members only become more, and each may be missing.
final class Layout {
    private static final String SHAPES = "io.argosy.shapes.";
    private static final String DEEPER = "  ";

    private final StringBuilder text = new StringBuilder();

    private Layout() {}

    static String of(Class<?> record) {
        var layout = new Layout();
        layout.members(record, "");
        return layout.text.toString();
    }

    private void members(Class<?> record, String indent) {
        for (RecordComponent member : record.getRecordComponents()) {
            text.append(indent).append(member.getName()).append(": ");
            value(member.getGenericType(), indent);
        }
    }

    /// The rest of a line, and what is below it.
    private void value(Type type, String indent) {
        if (type instanceof ParameterizedType generic) {
            text.append(((Class<?>) generic.getRawType()).getSimpleName()).append(" of ");
            Type[] of = generic.getActualTypeArguments();
            if (of.length > 1) {
                text.append(Arrays.stream(constants(of[0]))
                                .map(Object::toString)
                                .collect(Collectors.joining("|")))
                        .append(" to ");
            }
            value(of[of.length - 1], indent);
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.getName().startsWith(SHAPES)) {
            line(plain.getName().substring(SHAPES.length()));
        } else if (plain.isEnum()) {
            line(Arrays.stream(plain.getEnumConstants()).map(Object::toString).collect(Collectors.joining("|")));
        } else if (plain.isRecord()) {
            line("");
            members(plain, indent + DEEPER);
        } else if (plain.isSealed()) {
            line("");
            for (Class<?> permitted : plain.getPermittedSubclasses()) {
                text.append(indent).append(DEEPER);
                line("is " + permitted.getSimpleName());
                members(permitted, indent + DEEPER + DEEPER);
            }
        } else {
            line(plain.getSimpleName());
        }
    }

    private static Object[] constants(Type type) {
        Class<?> plain = (Class<?>) type;
        return plain.isEnum() ? plain.getEnumConstants() : new Object[] {plain.getSimpleName()};
    }

    private void line(String end) {
        // No line ends in a space.
        if (end.isEmpty()) {
            text.setLength(text.length() - 1);
        }
        text.append(end).append('\n');
    }
}
