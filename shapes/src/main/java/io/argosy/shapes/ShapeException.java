package io.argosy.shapes;

/// What arrived is not the shape that was asked for. The message may be shown to the client.
public final class ShapeException extends RuntimeException {
    private final Kind kind;
    private final String memberPath;

    /// SERIALIZATION: not readable as the type at all. VALIDATION: readable, but missing or beyond a limit.
    public enum Kind {
        SERIALIZATION,
        VALIDATION
    }

    public ShapeException(Kind kind, String memberPath, String message) {
        super(message);
        this.kind = kind;
        this.memberPath = memberPath;
    }

    static ShapeException unreadable(String memberPath, String problem) {
        String where = memberPath.isEmpty() ? "" : " at '" + memberPath + "'";
        return new ShapeException(Kind.SERIALIZATION, memberPath, problem + where);
    }

    static ShapeException missing(String memberPath) {
        return new ShapeException(
                Kind.VALIDATION,
                memberPath,
                "1 validation error detected: Value null at '" + memberPath
                        + "' failed to satisfy constraint: Member must not be null");
    }

    public Kind kind() {
        return kind;
    }

    /// The member at fault, as AWS writes paths: `containerDefinitions.1.member.name`. Empty for the whole body.
    public String memberPath() {
        return memberPath;
    }
}
