package io.argosy.jobqueues.resources;

import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import org.jspecify.annotations.Nullable;

/// Puts an update over what it changes: members that it has by the same name win, those it lacks stay.
public final class Merging {
    private Merging() {}

    public static <T extends Shape> T merged(Structure<T> structure, T there, Shape update) {
        @Nullable Object[] values = structure.valuesOf(there);
        for (int i = 0; i < values.length; i++) {
            int position =
                    update.structure().position(structure.members().get(i).name());
            Object changed = position < 0 ? null : update.value(position);
            if (changed != null) {
                values[i] = over(values[i], changed);
            }
        }
        return structure.build(values);
    }

    /// A structure whose update has members of its own is merged, too; anything else is replaced.
    private static Object over(@Nullable Object there, Object changed) {
        return there instanceof Shape shape
                        && changed instanceof Shape update
                        && !shape.structure().equals(update.structure())
                ? mergedShape(shape, update)
                : changed;
    }

    @SuppressWarnings("unchecked") // A shape is of its own structure.
    private static Shape mergedShape(Shape there, Shape update) {
        return merged((Structure<Shape>) there.structure(), there, update);
    }
}
