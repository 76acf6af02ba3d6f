package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.access.DownloadLinks;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetDownloadUrlForLayerRequest;
import io.argosy.shapes.ecr.GetDownloadUrlForLayerResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `GetDownloadUrlForLayer`: an address at which anybody gets the layer for an hour, without a login.
public final class GetDownloadUrlForLayer
        implements Operation<GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse> {
    private final Blobs blobs;
    private final Images images;
    private final DownloadLinks links;
    private final NamedRepositories named;

    public GetDownloadUrlForLayer(Blobs blobs, Images images, DownloadLinks links, NamedRepositories named) {
        this.blobs = blobs;
        this.images = images;
        this.links = links;
        this.named = named;
    }

    @Override
    public OperationModel<GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse> model() {
        return Ecr.GET_DOWNLOAD_URL_FOR_LAYER;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetDownloadUrlForLayerRequest request) {
        return RepositoryPermissions.on(
                "ecr:GetDownloadUrlForLayer", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public GetDownloadUrlForLayerResponse handle(Caller caller, GetDownloadUrlForLayerRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        Optional<Digest> digest = Digest.parse(request.layerDigest())
                .filter(layer -> DiskErrors.with(() -> blobs.want(key, layer)).isPresent());
        if (digest.isEmpty()) {
            throw EcrErrors.layerNotFound(key, request.layerDigest()).thrown();
        }
        if (images.all(key).stream().noneMatch(image -> image.references().contains(request.layerDigest()))) {
            throw EcrErrors.layerInaccessible(key, request.layerDigest()).thrown();
        }
        return GetDownloadUrlForLayerResponse.builder()
                .downloadUrl(links.of(key, digest.get()).toString())
                .layerDigest(request.layerDigest())
                .build();
    }
}
