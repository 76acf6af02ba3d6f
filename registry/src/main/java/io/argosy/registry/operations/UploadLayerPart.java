package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.DiskFull;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Upload;
import io.argosy.registry.blobs.UploadTooLarge;
import io.argosy.registry.blobs.Uploads;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.UploadLayerPartRequest;
import io.argosy.shapes.ecr.UploadLayerPartResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// `UploadLayerPart`: the next part of a layer, which begins where the last one ended.
public final class UploadLayerPart implements Operation<UploadLayerPartRequest, UploadLayerPartResponse> {
    private final Blobs blobs;
    private final NamedRepositories named;

    public UploadLayerPart(Blobs blobs, NamedRepositories named) {
        this.blobs = blobs;
        this.named = named;
    }

    @Override
    public OperationModel<UploadLayerPartRequest, UploadLayerPartResponse> model() {
        return Ecr.UPLOAD_LAYER_PART;
    }

    @Override
    public List<Permission> permissions(Caller caller, UploadLayerPartRequest request) {
        return RepositoryPermissions.on("ecr:UploadLayerPart", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public UploadLayerPartResponse handle(Caller caller, UploadLayerPartRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        byte[] part = request.layerPartBlob().bytes();
        try (Uploads.Lease lease = UploadIds.lent(blobs.uploads(), key, request.uploadId())) {
            Upload upload = lease.upload();
            requireNext(key, request, upload, part.length);
            upload.appendPart(part);
            return UploadLayerPartResponse.builder()
                    .registryId(key.realm().account())
                    .repositoryName(key.name())
                    .uploadId(request.uploadId())
                    .lastByteReceived(upload.offset() - 1)
                    .build();
        } catch (UploadTooLarge | DiskFull noRoom) {
            throw EcrErrors.limitExceeded(String.valueOf(noRoom.getMessage())).thrown();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void requireNext(RepositoryKey key, UploadLayerPartRequest request, Upload upload, int bytes)
            throws IOException {
        long offset = upload.offset();
        if (request.partFirstByte() != offset) {
            throw EcrErrors.invalidLayerPart(
                            key,
                            request.uploadId(),
                            offset,
                            "First byte of the layer part is " + request.partFirstByte() + " instead of " + offset)
                    .thrown();
        }
        if (request.partLastByte() - request.partFirstByte() + 1 != bytes) {
            throw EcrErrors.invalidLayerPart(
                            key,
                            request.uploadId(),
                            offset,
                            "The layer part has " + bytes + " bytes, not those from " + request.partFirstByte() + " to "
                                    + request.partLastByte())
                    .thrown();
        }
    }

    /// A part of 20 MiB as Base64, and what is around it.
    @Override
    public int bodyBytes() {
        return 28 << 20;
    }
}
