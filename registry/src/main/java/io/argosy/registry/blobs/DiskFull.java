package io.argosy.registry.blobs;

/// Storing this would take what is kept free of the disk.
public final class DiskFull extends Exception {
    private static final long serialVersionUID = 1L;

    DiskFull(String message) {
        super(message);
    }
}
