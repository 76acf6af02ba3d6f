package io.argosy.shapes.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;

/// Values without parts. A number that is not there is 0, a flag false.
enum Scalar implements Value {
    TEXT {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            out.writeString((String) value);
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            expect(in, JsonToken.VALUE_STRING);
            return Shared.text(in.getText());
        }
    },
    FLAG {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            out.writeBoolean((Boolean) value);
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            return in.getBooleanValue();
        }

        @Override
        public Object missing() {
            return false;
        }
    },
    INTEGER {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            out.writeNumber((Integer) value);
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            expect(in, JsonToken.VALUE_NUMBER_INT);
            return in.getIntValue();
        }

        @Override
        public Object missing() {
            return 0;
        }
    },
    LONG {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            out.writeNumber((Long) value);
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            expect(in, JsonToken.VALUE_NUMBER_INT);
            return in.getLongValue();
        }

        @Override
        public Object missing() {
            return 0L;
        }
    },
    DOUBLE {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            out.writeNumber((Double) value);
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            return in.getDoubleValue();
        }

        @Override
        public Object missing() {
            return 0.0;
        }
    },
    INSTANT {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            out.writeString(value.toString());
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            expect(in, JsonToken.VALUE_STRING);
            return InstantText.parse(in.getText());
        }
    };

    @Override
    public boolean common() {
        return this != INSTANT;
    }

    static Scalar of(Class<?> type) {
        if (type == String.class) {
            return TEXT;
        } else if (type == Instant.class) {
            return INSTANT;
        } else if (type == boolean.class || type == Boolean.class) {
            return FLAG;
        } else if (type == int.class || type == Integer.class) {
            return INTEGER;
        } else if (type == long.class || type == Long.class) {
            return LONG;
        } else if (type == double.class || type == Double.class) {
            return DOUBLE;
        }
        throw new IllegalArgumentException("no record with a " + type.getName() + " is kept as text");
    }

    private static void expect(JsonParser in, JsonToken token) throws MalformedJson {
        if (in.currentToken() != token) {
            throw new MalformedJson("unexpected " + in.currentToken());
        }
    }
}
