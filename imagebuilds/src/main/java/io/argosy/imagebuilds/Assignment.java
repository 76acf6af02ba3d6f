package io.argosy.imagebuilds;

import io.argosy.docker.BuildRequest;
import io.argosy.docker.ImageReference;
import io.argosy.shapes.argosy.AssignedBuild;
import java.util.Map;

/// A build as the server describes it to the agent that is to do it.
record Assignment(
        String id,
        int attempt,
        String registry,
        ImageReference image,
        String source,
        String dockerfile,
        Map<String, String> labels,
        BuildRequest.Share share) {

    static Assignment of(AssignedBuild build) {
        String registry = build.registry().orElse("");
        return new Assignment(
                build.buildId().orElse(""),
                build.attempt().orElse(1),
                registry,
                new ImageReference(
                        registry + "/" + build.repositoryName().orElse(""),
                        build.imageTag().orElse("latest")),
                build.sourceDigest().orElse(""),
                build.dockerfile().orElse("Dockerfile"),
                build.labels().orElse(Map.of()),
                new BuildRequest.Share(build.cpu().orElse(0), build.memory().orElse(1_024)));
    }

    /// An attempt that was lost is another thing than the one after it.
    String name() {
        return id + "/" + attempt;
    }

    String repository() {
        return image.repository().substring(registry.length() + 1);
    }
}
