package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// ECR's refusals, in its words.
final class EcrErrors {
    private EcrErrors() {}

    static ApiError repositoryNotFound(String name, String registryId) {
        return new ApiError(
                "RepositoryNotFoundException",
                "The repository with name '" + name + "' does not exist in the registry with id '" + registryId + "'");
    }

    static ApiError repositoryExists(RepositoryKey key) {
        return new ApiError(
                "RepositoryAlreadyExistsException",
                "The repository with name '" + key.name() + "' already exists in the registry with id '"
                        + key.realm().account() + "'");
    }

    static ApiError repositoryNotEmpty(RepositoryKey key) {
        return new ApiError(
                "RepositoryNotEmptyException",
                "The repository with name '" + key.name() + "' in registry with id '"
                        + key.realm().account() + "' cannot be deleted because it still contains images");
    }

    static ApiError imageNotFound(RepositoryKey key, String digest, String tag) {
        return new ApiError(
                "ImageNotFoundException",
                "The image with imageId " + named(digest, tag) + " does not exist within the repository with name '"
                        + key.name() + "' in the registry with id '"
                        + key.realm().account() + "'");
    }

    private static String named(String digest, String tag) {
        return "{imageDigest:'" + (digest.isEmpty() ? "null" : digest) + "', imageTag:'"
                + (tag.isEmpty() ? "null" : tag) + "'}";
    }

    static ApiError imageExists(RepositoryKey key, String digest, String tag) {
        return new ApiError(
                "ImageAlreadyExistsException",
                "Image with digest '" + digest + "'" + (tag.isEmpty() ? "" : " and tag '" + tag + "'")
                        + " already exists in the repository with name '" + key.name() + "' in registry with id '"
                        + key.realm().account() + "'");
    }

    static ApiError tagImmutable(RepositoryKey key, String tag) {
        return new ApiError(
                "ImageTagAlreadyExistsException",
                "The image tag '" + tag + "' already exists in the '" + key.name()
                        + "' repository and cannot be overwritten because the tag is immutable.");
    }

    static ApiError missing(RepositoryKey key, boolean index, List<String> digests) {
        String code = index ? "ReferencedImagesNotFoundException" : "LayersNotFoundException";
        return new ApiError(
                code,
                (index ? "Images" : "Layers") + " with digests '" + digests
                        + "' required for pushing image into repository with name '" + key.name()
                        + "' in the registry with id '" + key.realm().account() + "' do not exist");
    }

    static ApiError otherDigest(String announced, String calculated) {
        return new ApiError(
                "ImageDigestDoesNotMatchException",
                "The digest '" + announced + "' does not match the digest '" + calculated + "' of the manifest");
    }

    static ApiError noSigning(Caller caller) {
        return new ApiError(
                "SigningConfigurationNotFoundException",
                "Signing configuration does not exist in the registry with id '"
                        + caller.realm().account() + "'");
    }

    static ApiError noRegistryPolicy(Caller caller) {
        return new ApiError(
                "RegistryPolicyNotFoundException",
                "Registry policy does not exist in the registry with id '"
                        + caller.realm().account() + "'");
    }

    static ApiError limitExceeded(String message) {
        return new ApiError("LimitExceededException", message);
    }

    static ApiError invalidParameter(String parameter, String because) {
        return ApiError.invalidParameter(
                "Invalid parameter at '" + parameter + "' failed to satisfy constraint: '" + because + "'");
    }

    static ApiError validation(String message) {
        return new ApiError("ValidationException", message);
    }

    /// Something that a repository may have and this one has not.
    static ApiError missing(String code, String what, RepositoryKey key) {
        return new ApiError(
                code,
                what + " does not exist for the repository with name '" + key.name() + "' in the registry with id '"
                        + key.realm().account() + "'");
    }

    static ApiError layerNotFound(RepositoryKey key, String digest) {
        return new ApiError(
                "LayersNotFoundException",
                "The layer with digest '" + digest + "' does not exist within the repository with name '" + key.name()
                        + "' in the registry with id '" + key.realm().account() + "'");
    }

    static ApiError layerInaccessible(RepositoryKey key, String digest) {
        return new ApiError(
                "LayerInaccessibleException",
                "The layer with digest '" + digest + "' is in no image of the repository with name '" + key.name()
                        + "' in the registry with id '" + key.realm().account() + "'");
    }

    static ApiError layerExists(RepositoryKey key, String digest) {
        return new ApiError(
                "LayerAlreadyExistsException",
                "The layer with digest '" + digest + "' already exists in the repository with name '" + key.name()
                        + "' in the registry with id '" + key.realm().account() + "'");
    }

    /// With how far the upload has come: a client goes on from there. Nothing came yet: there is no last byte.
    static ApiError invalidLayerPart(RepositoryKey key, String upload, long received, String message) {
        Map<String, ApiError.Member> members = new LinkedHashMap<>();
        members.put("registryId", new ApiError.Member.Text(key.realm().account()));
        members.put("repositoryName", new ApiError.Member.Text(key.name()));
        members.put("uploadId", new ApiError.Member.Text(upload));
        if (received > 0) {
            members.put("lastValidByteReceived", new ApiError.Member.Number(received - 1));
        }
        return new ApiError("InvalidLayerPartException", message, 400, members);
    }

    static ApiError emptyUpload(RepositoryKey key, String upload) {
        return new ApiError(
                "EmptyUploadException",
                "The upload with id '" + upload + "' in the repository with name '" + key.name()
                        + "' in registry with id '" + key.realm().account()
                        + "' cannot be completed because it does not have any parts");
    }

    static ApiError imageArchived(RepositoryKey key, String digest) {
        return new ApiError(
                "ImageArchivedException",
                "The image with digest '" + digest + "' in the repository with name '" + key.name()
                        + "' in the registry with id '" + key.realm().account() + "' is archived");
    }

    static ApiError scanNotFound(RepositoryKey key, String digest, String tag) {
        return new ApiError(
                "ScanNotFoundException",
                "Image scan does not exist for the image with '" + named(digest, tag)
                        + "' in the repository with name '" + key.name() + "' in the registry with id '"
                        + key.realm().account() + "'");
    }
}
