package io.argosy.registry.images;

/// Bytes that were put as a manifest and are none that this registry takes.
public final class InvalidManifest extends Exception {
    private static final long serialVersionUID = 1L;

    private final String because;

    InvalidManifest(String because) {
        super(because);
        this.because = because;
    }

    public String because() {
        return because;
    }
}
