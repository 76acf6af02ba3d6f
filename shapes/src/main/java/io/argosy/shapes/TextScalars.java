package io.argosy.shapes;

import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;

/// Scalars as plain text, as forms, paths, queries and XML have them.
final class TextScalars {
    private TextScalars() {}

    static Object read(Type.Kind kind, String text, Supplier<String> path) {
        try {
            return switch (kind) {
                case STRING -> text;
                case BOOLEAN -> bool(text, path);
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case FLOAT, DOUBLE -> number(text, path);
                case BLOB -> new Blob(Texts.base64(text, path));
                case DOCUMENT -> new JsonDocument(text);
                case TIMESTAMP, TIMESTAMP_ISO -> Texts.instant(Type.Kind.TIMESTAMP_ISO, text, path);
                case TIMESTAMP_HTTP -> Texts.instant(Type.Kind.TIMESTAMP_HTTP, text, path);
                case TIMESTAMP_EPOCH -> Texts.epoch(text, path);
            };
        } catch (NumberFormatException notANumber) {
            throw ShapeException.unreadable(path.get(), "'" + text + "' can not be converted to a number");
        }
    }

    private static double number(String text, Supplier<String> path) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> Double.parseDouble(text);
            default -> Texts.finite(Double.parseDouble(text), path);
        };
    }

    private static boolean bool(String text, Supplier<String> path) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ShapeException.unreadable(path.get(), "'" + text + "' can not be converted to a Boolean");
        };
    }

    static String write(Type.Kind kind, Object value) {
        return switch (kind) {
            case STRING, BOOLEAN, INTEGER, LONG, FLOAT, DOUBLE -> value.toString();
            case BLOB -> Base64.getEncoder().encodeToString(((Blob) value).bytes());
            case DOCUMENT -> ((JsonDocument) value).json();
            case TIMESTAMP, TIMESTAMP_ISO -> Texts.instant(Type.Kind.TIMESTAMP_ISO, (Instant) value);
            case TIMESTAMP_HTTP -> Texts.instant(Type.Kind.TIMESTAMP_HTTP, (Instant) value);
            case TIMESTAMP_EPOCH -> Texts.epoch((Instant) value);
        };
    }
}
