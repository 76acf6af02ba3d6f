package io.argosy.wire.access;

/// Why a request's signature was not accepted. Each protocol has its own code for each kind; see `ErrorWriter`.
public final class SignatureRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong. An unknown key and a wrong signature are one kind on purpose: nobody learns which keys exist.
    public enum Kind {
        MISSING,
        INCOMPLETE,
        UNRECOGNIZED,
        NOT_COVERED,
        OUT_OF_TIME,
        TOKEN_EXPIRED
    }

    private final Kind kind;

    private SignatureRefused(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    static SignatureRefused missing() {
        return new SignatureRefused(Kind.MISSING, "Missing Authentication Token");
    }

    static SignatureRefused incomplete(String message) {
        return new SignatureRefused(Kind.INCOMPLETE, message);
    }

    static SignatureRefused unrecognized() {
        return new SignatureRefused(Kind.UNRECOGNIZED, "The security token included in the request is invalid.");
    }

    static SignatureRefused notCovered(String message) {
        return new SignatureRefused(Kind.NOT_COVERED, message);
    }

    static SignatureRefused outOfTime(String message) {
        return new SignatureRefused(Kind.OUT_OF_TIME, message);
    }

    static SignatureRefused tokenExpired() {
        return new SignatureRefused(Kind.TOKEN_EXPIRED, "The security token included in the request is expired");
    }
}
