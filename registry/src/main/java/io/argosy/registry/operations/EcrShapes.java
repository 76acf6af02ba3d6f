package io.argosy.registry.operations;

import io.argosy.model.AccountRegion;
import io.argosy.model.Arns;
import io.argosy.registry.images.Image;
import io.argosy.shapes.ecr.EncryptionConfiguration;
import io.argosy.shapes.ecr.ImageDetail;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecr.ImageScanningConfiguration;
import io.argosy.shapes.ecr.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Our repositories and images as ECR shows them.
public final class EcrShapes {
    private final String authority;

    /// `authority` is how image names of this registry begin.
    public EcrShapes(String authority) {
        this.authority = authority;
    }

    Repository repository(AccountRegion realm, io.argosy.registry.images.Repository repository) {
        return Repository.builder()
                .repositoryArn(new Arns(realm).repository(repository.name()))
                .registryId(realm.account())
                .repositoryName(repository.name())
                .repositoryUri(authority + "/" + repository.name())
                .createdAt(repository.createdAt())
                .imageTagMutability(repository.tagMutability())
                .imageTagMutabilityExclusionFilters(some(repository.mutabilityExclusions()))
                .imageScanningConfiguration(ImageScanningConfiguration.builder()
                        .scanOnPush(repository.scanOnPush())
                        .build())
                .encryptionConfiguration(EncryptionConfiguration.builder()
                        .encryptionType("AES256")
                        .build())
                .build();
    }

    static ImageDetail detail(AccountRegion realm, Image image) {
        return ImageDetail.builder()
                .registryId(realm.account())
                .repositoryName(image.repository())
                .imageDigest(image.digest())
                .imageTags(some(image.imageTags()))
                .imageSizeInBytes(image.sizeBytes())
                .imagePushedAt(image.times().pushedAt())
                .imageManifestMediaType(image.mediaType())
                .artifactMediaType(some(image.artifactMediaType()))
                .subjectManifestDigest(some(image.subject()))
                .lastRecordedPullTime(happened(image.times().lastPulledAt()))
                .imageStatus(ImageStatus.of(image))
                .lastArchivedAt(happened(image.times().archivedAt()))
                .lastActivatedAt(happened(image.times().activatedAt()))
                .build();
    }

    static ImageIdentifier id(String digest, String tag) {
        return ImageIdentifier.builder()
                .imageDigest(some(digest))
                .imageTag(some(tag))
                .build();
    }

    static Optional<Instant> happened(Instant at) {
        return Optional.of(at).filter(Instant.EPOCH::isBefore);
    }

    static <T> Optional<List<T>> some(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
