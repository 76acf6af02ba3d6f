package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.registry.blobs.RepositoryKey;
import java.util.List;

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
                "The image with imageId {imageDigest:'" + (digest.isEmpty() ? "null" : digest) + "', imageTag:'"
                        + (tag.isEmpty() ? "null" : tag) + "'} does not exist within the repository with name '"
                        + key.name() + "' in the registry with id '"
                        + key.realm().account() + "'");
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

    static ApiError limitExceeded(String message) {
        return new ApiError("LimitExceededException", message);
    }

    static ApiError invalidParameter(String parameter, String because) {
        return ApiError.invalidParameter(
                "Invalid parameter at '" + parameter + "' failed to satisfy constraint: '" + because + "'");
    }
}
