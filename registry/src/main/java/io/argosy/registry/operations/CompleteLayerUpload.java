package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.registry.blobs.Algorithm;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Upload;
import io.argosy.registry.blobs.Uploads;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.CompleteLayerUploadRequest;
import io.argosy.shapes.ecr.CompleteLayerUploadResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// `CompleteLayerUpload`: makes a layer of the parts that came.
public final class CompleteLayerUpload implements Operation<CompleteLayerUploadRequest, CompleteLayerUploadResponse> {
    private final Blobs blobs;
    private final NamedRepositories named;

    public CompleteLayerUpload(Blobs blobs, NamedRepositories named) {
        this.blobs = blobs;
        this.named = named;
    }

    @Override
    public OperationModel<CompleteLayerUploadRequest, CompleteLayerUploadResponse> model() {
        return Ecr.COMPLETE_LAYER_UPLOAD;
    }

    @Override
    public List<Permission> permissions(Caller caller, CompleteLayerUploadRequest request) {
        return RepositoryPermissions.on(
                "ecr:CompleteLayerUpload", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public CompleteLayerUploadResponse handle(Caller caller, CompleteLayerUploadRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        List<Digest> announced = request.layerDigests().stream()
                .flatMap(text -> Digest.parse(text).stream())
                .toList();
        try (Uploads.Lease lease = UploadIds.lent(blobs.uploads(), key, request.uploadId())) {
            Digest digest = completed(key, lease, announced, request.uploadId());
            return CompleteLayerUploadResponse.builder()
                    .registryId(key.realm().account())
                    .repositoryName(key.name())
                    .uploadId(request.uploadId())
                    .layerDigest(digest.toString())
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A layer that the repository has ends the upload all the same: clients take that for success.
    private Digest completed(RepositoryKey key, Uploads.Lease lease, List<Digest> announced, String shown)
            throws IOException {
        Upload upload = lease.upload();
        if (upload.offset() == 0) {
            throw EcrErrors.emptyUpload(key, shown).thrown();
        }
        if (upload.partTooSmall()) {
            throw new ApiError(
                            "LayerPartTooSmallException", "All layer parts except the last part should be at least 5MB")
                    .thrown();
        }
        Digest digest = matching(upload, announced);
        boolean known = blobs.find(key, digest).isPresent();
        Blobs.Finish finish = blobs.finish(key, upload, digest);
        if (finish != Blobs.Finish.STORED) {
            blobs.uploads().discard(lease);
            throw NamedRepositories.notFound(key);
        }
        if (known) {
            throw EcrErrors.layerExists(key, digest.toString()).thrown();
        }
        return digest;
    }

    private static Digest matching(Upload upload, List<Digest> announced) throws IOException {
        for (Algorithm algorithm : Algorithm.values()) {
            if (announced.stream().anyMatch(digest -> digest.algorithm() == algorithm)) {
                Digest calculated = upload.settled(algorithm);
                if (announced.contains(calculated)) {
                    return calculated;
                }
            }
        }
        throw new ApiError(
                        "InvalidLayerException", "None of the provided layer digests match the calculated layer digest")
                .thrown();
    }
}
