package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.Algorithm;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Uploads;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.InitiateLayerUploadRequest;
import io.argosy.shapes.ecr.InitiateLayerUploadResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `InitiateLayerUpload`: begins a layer that comes in parts.
public final class InitiateLayerUpload implements Operation<InitiateLayerUploadRequest, InitiateLayerUploadResponse> {
    /// How large parts should be (ecr-semantics 6.1).
    private static final long PART_BYTES = 10 << 20;

    private final Blobs blobs;
    private final NamedRepositories named;

    public InitiateLayerUpload(Blobs blobs, NamedRepositories named) {
        this.blobs = blobs;
        this.named = named;
    }

    @Override
    public OperationModel<InitiateLayerUploadRequest, InitiateLayerUploadResponse> model() {
        return Ecr.INITIATE_LAYER_UPLOAD;
    }

    @Override
    public List<Permission> permissions(Caller caller, InitiateLayerUploadRequest request) {
        return RepositoryPermissions.on(
                "ecr:InitiateLayerUpload", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public InitiateLayerUploadResponse handle(Caller caller, InitiateLayerUploadRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        String id = DiskErrors.with(() -> {
            try (Uploads.Lease lease = blobs.uploads().start(key, Algorithm.SHA256)) {
                return lease.upload().id();
            }
        });
        return InitiateLayerUploadResponse.builder()
                .uploadId(UploadIds.shown(id))
                .partSize(PART_BYTES)
                .build();
    }
}
