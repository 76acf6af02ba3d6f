package io.argosy.registry.operations;

import io.argosy.registry.blobs.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Runs what touches the registry's files inside an operation, where a disk that fails is our failure.
final class DiskErrors {
    private DiskErrors() {}

    static <R> R with(Blobs.Step<R> step) {
        try {
            return step.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
