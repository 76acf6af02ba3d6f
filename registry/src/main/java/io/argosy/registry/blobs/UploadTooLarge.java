package io.argosy.registry.blobs;

/// A blob outgrew what the registry takes.
public final class UploadTooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    UploadTooLarge(long limit) {
        super("a blob may have at most " + limit + " bytes");
    }
}
