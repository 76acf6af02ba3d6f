package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.BatchCheckLayerAvailabilityRequest;
import io.argosy.shapes.ecr.BatchCheckLayerAvailabilityResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.Layer;
import io.argosy.shapes.ecr.LayerFailure;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `BatchCheckLayerAvailability`: which layers a repository has.
public final class BatchCheckLayerAvailability
        implements Operation<BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse> {
    private final Blobs blobs;
    private final Images images;
    private final NamedRepositories named;

    public BatchCheckLayerAvailability(Blobs blobs, Images images, NamedRepositories named) {
        this.blobs = blobs;
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse> model() {
        return Ecr.BATCH_CHECK_LAYER_AVAILABILITY;
    }

    @Override
    public List<Permission> permissions(Caller caller, BatchCheckLayerAvailabilityRequest request) {
        return RepositoryPermissions.on(
                "ecr:BatchCheckLayerAvailability", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public BatchCheckLayerAvailabilityResponse handle(Caller caller, BatchCheckLayerAvailabilityRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());
        List<Layer> layers = new ArrayList<>();
        List<LayerFailure> failures = new ArrayList<>();
        Set<String> archived = images.archivedOnly(key);
        for (String text : request.layerDigests()) {
            Digest.parse(text)
                    .ifPresentOrElse(
                            digest -> layers.add(DiskErrors.with(() -> layer(key, digest, archived))),
                            () -> failures.add(invalid(text)));
        }
        return BatchCheckLayerAvailabilityResponse.builder()
                .layers(layers)
                .failures(failures)
                .build();
    }

    private Layer layer(RepositoryKey key, Digest digest, Set<String> archived) throws IOException {
        Optional<Path> file = blobs.want(key, digest);
        var layer = Layer.builder()
                .layerDigest(digest.toString())
                .layerAvailability(
                        file.isEmpty()
                                ? "UNAVAILABLE"
                                : archived.contains(digest.toString()) ? "ARCHIVED" : "AVAILABLE");
        return file.isPresent() ? layer.layerSize(Files.size(file.get())).build() : layer.build();
    }

    private static LayerFailure invalid(String text) {
        return LayerFailure.builder()
                .layerDigest(text)
                .failureCode("InvalidLayerDigest")
                .failureReason("neither a sha256 nor a sha512 digest: " + text)
                .build();
    }
}
