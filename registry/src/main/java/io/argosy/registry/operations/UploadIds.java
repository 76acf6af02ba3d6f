package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Uploads;

/// Uploads as ECR names them: a UUID, of which files have the digits.
final class UploadIds {
    private UploadIds() {}

    static String shown(String digits) {
        return digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    static Uploads.Lease lent(Uploads uploads, RepositoryKey key, String shown) {
        return switch (uploads.find(key, shown.replace("-", ""))) {
            case Uploads.Found.Here(var lease) -> lease;
            case Uploads.Found.Unknown() ->
                throw new ApiError(
                                "UploadNotFoundException",
                                "The upload with id '" + shown + "' does not exist in the repository with name '"
                                        + key.name() + "' in the registry with id '"
                                        + key.realm().account() + "'")
                        .thrown();
            case Uploads.Found.InUse() ->
                throw EcrErrors.invalidLayerPart(key, shown, 0, "Another request is sending a part of this upload")
                        .thrown();
        };
    }
}
