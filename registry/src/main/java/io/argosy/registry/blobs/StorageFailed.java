package io.argosy.registry.blobs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The registry's own disk refused, as opposed to a client that went away.
public final class StorageFailed extends IOException {
    private static final long serialVersionUID = 1L;

    StorageFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
