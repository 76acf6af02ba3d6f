package io.argosy.shapes;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Writes shapes as JSON by their structures; absent members are left out.
final class JsonWriter {
    static final Predicate<Member> EVERY_MEMBER = member -> true;

    private JsonWriter() {}

    static void write(JsonGenerator out, Shape shape, Predicate<Member> written) throws IOException {
        List<Member> members = shape.structure().members();
        out.writeStartObject();
        for (int i = 0; i < members.size(); i++) {
            Object value = shape.value(i);
            if (value != null && written.test(members.get(i))) {
                out.writeFieldName(members.get(i).name());
                value(out, members.get(i).type(), value);
            }
        }
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, Type type, Object value) throws IOException {
        switch (type) {
            case Type.Scalar(var kind, var _) -> scalar(out, kind, value);
            case Type.ListOf(var element, var _) -> {
                out.writeStartArray();
                for (Object item : (List<?>) value) {
                    value(out, element, item);
                }
                out.writeEndArray();
            }
            case Type.MapOf(var _, var element, var _) -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    out.writeFieldName((String) entry.getKey());
                    value(out, element, entry.getValue());
                }
                out.writeEndObject();
            }
            case Type.Nested _ -> write(out, (Shape) value, EVERY_MEMBER);
        }
    }

    private static void scalar(JsonGenerator out, Type.Kind kind, Object value) throws IOException {
        switch (kind) {
            case STRING -> out.writeString((String) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INTEGER -> out.writeNumber((Integer) value);
            case LONG -> out.writeNumber((Long) value);
            case FLOAT, DOUBLE -> number(out, (Double) value);
            case BLOB -> out.writeBinary(((Blob) value).bytes());
            case DOCUMENT -> out.writeRawValue(((JsonDocument) value).json());
            case TIMESTAMP, TIMESTAMP_EPOCH -> out.writeNumber(Texts.epoch((Instant) value));
            case TIMESTAMP_ISO, TIMESTAMP_HTTP -> out.writeString(Texts.instant(kind, (Instant) value));
        }
    }

    private static void number(JsonGenerator out, double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }
}
