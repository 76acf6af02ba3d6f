package io.argosy.registry.distribution;

/// Carries an `OciError` from the endpoint that refuses to the one place that writes it.
final class OciRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OciError error;

    OciRefused(OciError error) {
        super(error.code() + ": " + error.message(), null, false, false);
        this.error = error;
    }

    OciError error() {
        return error;
    }
}
