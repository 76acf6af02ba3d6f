package io.argosy.registry.images;

import java.util.Set;

/// The kinds of manifests the registry takes.
public final class MediaTypes {
    public static final String DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

    private static final Set<String> IMAGES = Set.of(DOCKER_IMAGE, OCI_IMAGE);
    private static final Set<String> INDEXES = Set.of(DOCKER_LIST, OCI_INDEX);

    private MediaTypes() {}

    static boolean isImage(String mediaType) {
        return IMAGES.contains(mediaType);
    }

    static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }
}
