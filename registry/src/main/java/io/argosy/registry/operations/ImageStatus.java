package io.argosy.registry.operations;

import io.argosy.registry.images.Image;
import java.util.Optional;

/// What ECR calls an image's place among the storage classes. Bringing one back takes no time here, so none is
/// ACTIVATING.
final class ImageStatus {
    static final String ACTIVE = "ACTIVE";
    static final String ARCHIVED = "ARCHIVED";

    private ImageStatus() {}

    static String of(Image image) {
        return image.times().archived() ? ARCHIVED : ACTIVE;
    }

    /// Who asks for no status asks for what can be pulled.
    static boolean matches(Optional<String> wanted, Image image) {
        String status = wanted.orElse(ACTIVE);
        return status.equals("ANY") || status.equals(of(image));
    }
}
