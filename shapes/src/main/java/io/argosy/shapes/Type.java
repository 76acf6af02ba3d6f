package io.argosy.shapes;

/// The type of a member, of a list's elements or of a map's values, with the limits it must keep.
public sealed interface Type {
    Type STRING = new Scalar(Kind.STRING, Limits.NONE);
    Type BOOLEAN = new Scalar(Kind.BOOLEAN, Limits.NONE);
    Type INTEGER = new Scalar(Kind.INTEGER, Limits.NONE);
    Type LONG = new Scalar(Kind.LONG, Limits.NONE);
    Type FLOAT = new Scalar(Kind.FLOAT, Limits.NONE);
    Type DOUBLE = new Scalar(Kind.DOUBLE, Limits.NONE);
    Type BLOB = new Scalar(Kind.BLOB, Limits.NONE);
    Type DOCUMENT = new Scalar(Kind.DOCUMENT, Limits.NONE);
    Type TIMESTAMP = new Scalar(Kind.TIMESTAMP, Limits.NONE);
    Type TIMESTAMP_ISO = new Scalar(Kind.TIMESTAMP_ISO, Limits.NONE);
    Type TIMESTAMP_HTTP = new Scalar(Kind.TIMESTAMP_HTTP, Limits.NONE);
    Type TIMESTAMP_EPOCH = new Scalar(Kind.TIMESTAMP_EPOCH, Limits.NONE);

    /// Java's side of these: String, Boolean, Integer, Long, Double (twice), Blob, JsonDocument, Instant.
    /// TIMESTAMP is written as the protocol prefers; the others fix their format.
    enum Kind {
        STRING,
        BOOLEAN,
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE,
        BLOB,
        DOCUMENT,
        TIMESTAMP,
        TIMESTAMP_ISO,
        TIMESTAMP_HTTP,
        TIMESTAMP_EPOCH
    }

    Limits limits();

    record Scalar(Kind kind, Limits limits) implements Type {}

    record ListOf(Type element, Limits limits) implements Type {}

    record MapOf(Limits keys, Type value, Limits limits) implements Type {}

    /// A nested structure, found when first needed: structures may contain themselves, and most are never touched.
    record Nested(ServiceModel service, String name) implements Type {
        public Structure<?> structure() {
            return service.structure(name);
        }

        @Override
        public Limits limits() {
            return Limits.NONE;
        }
    }

    static Type list(Type element) {
        return new ListOf(element, Limits.NONE);
    }

    static Type map(Type value) {
        return new MapOf(Limits.NONE, value, Limits.NONE);
    }

    static Type map(Limits keys, Type value) {
        return new MapOf(keys, value, Limits.NONE);
    }

    default Type within(Limits narrower) {
        return switch (this) {
            case Scalar(var kind, var _) -> new Scalar(kind, narrower);
            case ListOf(var element, var _) -> new ListOf(element, narrower);
            case MapOf(var keys, var value, var _) -> new MapOf(keys, value, narrower);
            case Nested nested -> nested;
        };
    }
}
