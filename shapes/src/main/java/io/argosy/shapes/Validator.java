package io.argosy.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Checks a decoded shape against its service's limits and refuses it with every breach named, in AWS's words.
public final class Validator {
    private static final int LONGEST_VALUE_SHOWN = 200;

    private final boolean enumsChecked;
    private final List<String> breaches = new ArrayList<>();
    private String firstPath = "";

    private Validator(boolean enumsChecked) {
        this.enumsChecked = enumsChecked;
    }

    /// Throws a `ShapeException` of kind VALIDATION unless every limit is kept.
    public static void check(Shape shape) {
        var validator = new Validator(shape.structure().service().enumsChecked());
        validator.members("", shape);
        validator.refuse();
    }

    private void refuse() {
        if (!breaches.isEmpty()) {
            String count = breaches.size() == 1 ? "1 validation error" : breaches.size() + " validation errors";
            throw new ShapeException(
                    ShapeException.Kind.VALIDATION, firstPath, count + " detected: " + String.join("; ", breaches));
        }
    }

    private void members(String path, Shape shape) {
        List<Member> members = shape.structure().members();
        for (int i = 0; i < members.size(); i++) {
            Object value = shape.value(i);
            if (value != null) {
                Member member = members.get(i);
                String memberPath = path.isEmpty() ? member.name() : path + "." + member.name();
                value(memberPath, member.type(), value, member.sensitive());
            }
        }
    }

    private void value(String path, Type type, Object value, boolean secret) {
        switch (type) {
            case Type.Scalar(var _, var limits) -> scalar(path, limits, value, secret);
            case Type.ListOf(var element, var limits) -> {
                List<?> items = (List<?>) value;
                length(path, limits, items.size(), "");
                for (int i = 0; i < items.size(); i++) {
                    value(path + "." + (i + 1) + ".member", element, items.get(i), secret);
                }
            }
            case Type.MapOf(var keys, var element, var limits) -> {
                Map<?, ?> entries = (Map<?, ?>) value;
                length(path, limits, entries.size(), "");
                entries.forEach((key, item) -> {
                    scalar(path + "." + key + ".key", keys, key, secret);
                    value(path + "." + key + ".member", element, item, secret);
                });
            }
            case Type.Nested _ -> members(path, (Shape) value);
        }
    }

    private void scalar(String path, Limits limits, Object value, boolean secret) {
        if (limits == Limits.NONE) {
            return;
        }
        String shown = secret ? "" : shown(value);
        switch (value) {
            case String text -> text(path, limits, text, shown);
            case Number number -> range(path, limits, number.doubleValue(), shown);
            case Blob blob -> length(path, limits, blob.bytes().length, "");
            default -> {}
        }
    }

    private void text(String path, Limits limits, String text, String shown) {
        if (enumsChecked && !limits.oneOf().isEmpty() && !limits.oneOf().contains(text)) {
            breach(path, shown, "Member must satisfy enum value set: " + limits.oneOf());
        }
        if (length(path, limits, text.codePointCount(0, text.length()), shown) && !limits.patternAccepts(text)) {
            breach(path, shown, "Member must satisfy regular expression pattern: " + limits.pattern());
        }
    }

    private boolean length(String path, Limits limits, int length, String shown) {
        if (length < limits.min()) {
            breach(path, shown, "Member must have length greater than or equal to " + limits.min());
        } else if (length > limits.max()) {
            breach(path, shown, "Member must have length less than or equal to " + limits.max());
        }
        return length >= limits.min() && length <= limits.max();
    }

    private void range(String path, Limits limits, double number, String shown) {
        if (number < limits.min()) {
            breach(path, shown, "Member must have value greater than or equal to " + limits.min());
        } else if (number > limits.max()) {
            breach(path, shown, "Member must have value less than or equal to " + limits.max());
        }
    }

    private void breach(String path, String shown, String constraint) {
        if (breaches.isEmpty()) {
            firstPath = path;
        }
        breaches.add("Value" + shown + " at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() > LONGEST_VALUE_SHOWN ? "" : " '" + text + "'";
    }
}
