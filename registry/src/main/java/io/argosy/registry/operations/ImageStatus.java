package io.argosy.registry.operations;

import java.util.Optional;

/// The filter by storage class. Nothing is archived here, so every image is active.
final class ImageStatus {
    private ImageStatus() {}

    static boolean matchesActive(Optional<String> wanted) {
        return wanted.map(status -> status.equals("ACTIVE") || status.equals("ANY"))
                .orElse(true);
    }
}
