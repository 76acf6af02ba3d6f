package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repository;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.CreateRepositoryResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.EncryptionConfiguration;
import io.argosy.shapes.ecr.ImageScanningConfiguration;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `CreateRepository`: a new name to push under, empty.
public final class CreateRepository implements Operation<CreateRepositoryRequest, CreateRepositoryResponse> {
    private final Repositories repositories;
    private final NamedRepositories named;
    private final EcrShapes shapes;
    private final InstantSource clock;

    public CreateRepository(Repositories repositories, NamedRepositories named, EcrShapes shapes, InstantSource clock) {
        this.repositories = repositories;
        this.named = named;
        this.shapes = shapes;
        this.clock = clock;
    }

    @Override
    public OperationModel<CreateRepositoryRequest, CreateRepositoryResponse> model() {
        return Ecr.CREATE_REPOSITORY;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateRepositoryRequest request) {
        Map<String, String> tags = RepositoryPermissions.values(request.tags().orElse(List.of()));
        return RepositoryPermissions.on("ecr:CreateRepository", caller, request.repositoryName(), request.registryId())
                .stream()
                .flatMap(create -> tags.isEmpty()
                        ? Stream.of(create)
                        : Stream.of(
                                create.withTags(tags),
                                Permission.on("ecr:TagResource", create.resource())
                                        .withTags(tags)))
                .toList();
    }

    private static void requirePlain(EncryptionConfiguration encryption) {
        if (!encryption.encryptionType().equals("AES256") || encryption.kmsKey().isPresent()) {
            throw EcrErrors.invalidParameter(
                            "encryptionConfiguration",
                            "Only AES256 without a key is available in this version of Argosy")
                    .thrown();
        }
    }

    @Override
    public CreateRepositoryResponse handle(Caller caller, CreateRepositoryRequest request) {
        RepositoryKey key = named.place(caller, request.repositoryName(), request.registryId());
        request.encryptionConfiguration().ifPresent(CreateRepository::requirePlain);
        var repository = new Repository(
                key.name(),
                request.imageTagMutability().orElse("MUTABLE"),
                Mutability.checked(request.imageTagMutability(), request.imageTagMutabilityExclusionFilters()),
                request.imageScanningConfiguration()
                        .flatMap(ImageScanningConfiguration::scanOnPush)
                        .orElse(false),
                ResourceTags.added(List.of(), request.tags().orElse(List.of())),
                clock.instant());
        if (!repositories.create(key.realm(), repository)) {
            throw EcrErrors.repositoryExists(key).thrown();
        }
        return CreateRepositoryResponse.builder()
                .repository(shapes.repository(key.realm(), repository))
                .build();
    }
}
