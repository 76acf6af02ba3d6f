package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecr.BatchCheckLayerAvailabilityRequest;
import io.argosy.shapes.ecr.DescribeImagesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.wire.LocalCalls;
import java.util.List;
import java.util.Optional;

/// What builds ask of the registry.
record BuildRegistry(LocalCalls calls) {
    private static final String NO_REPOSITORY = "RepositoryNotFoundException";

    /// Whether the archive is in the repository; a repository that is not there is refused.
    boolean hasArchive(AccountRegion realm, String repository, String digest) {
        var request = BatchCheckLayerAvailabilityRequest.builder()
                .repositoryName(repository)
                .layerDigests(List.of(digest))
                .build();
        try {
            return calls
                    .call(Ecr.BATCH_CHECK_LAYER_AVAILABILITY, request, as(realm))
                    .layers()
                    .orElse(List.of())
                    .stream()
                    .anyMatch(layer -> layer.layerAvailability().equals(Optional.of("AVAILABLE")));
        } catch (ApiException refused) {
            if (refused.error().code().equals(NO_REPOSITORY)) {
                throw BuildStore.unknown(refused.error().message());
            }
            throw refused;
        }
    }

    boolean hasImage(AccountRegion realm, Build.Target target, String digest) {
        var request = DescribeImagesRequest.builder()
                .repositoryName(target.repository())
                .imageIds(List.of(ImageIdentifier.builder().imageDigest(digest).build()))
                .build();
        try {
            return !calls.call(Ecr.DESCRIBE_IMAGES, request, as(realm))
                    .imageDetails()
                    .orElse(List.of())
                    .isEmpty();
        } catch (ApiException none) {
            return false;
        }
    }

    private static LocalCalls.As as(AccountRegion realm) {
        return LocalCalls.As.account(realm, Builds.PROGRAM);
    }
}
