package io.argosy.imagebuilds;

import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.ImageReference;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the engine keeps of a repository's last build, so that the next one has its layers: one image of each of the
/// stages that are built, under a name of this host only. The one before it goes.
record BuildCache(Docker docker) {
    private static final Logger log = LoggerFactory.getLogger(BuildCache.class);
    private static final String PREFIX = "argosy-build-cache/";

    /// Something that gives a name to another image.
    interface Making {
        void run() throws DockerException;
    }

    ImageReference reference(String repository, String what) {
        return new ImageReference(PREFIX + repository, what);
    }

    void replacing(ImageReference kept, Making making) throws DockerException {
        Optional<String> before = id(kept);
        making.run();
        Optional<String> after = id(kept);
        before.filter(old -> !after.equals(Optional.of(old))).ifPresent(this::forget);
    }

    private Optional<String> id(ImageReference image) {
        try {
            return Optional.of(
                    docker.image(image.repository() + ":" + image.version()).id());
        } catch (DockerException none) {
            return Optional.empty();
        }
    }

    /// Takes a name away, or an image without one. What is still used stays.
    void forget(String nameOrId) {
        try {
            docker.removeImage(nameOrId);
        } catch (DockerException stays) {
            log.debug("image={} stays: {}", nameOrId, stays.text());
        }
    }
}
