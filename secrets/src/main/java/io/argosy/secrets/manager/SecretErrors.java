package io.argosy.secrets.manager;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;

/// Secrets Manager's refusals, in its words.
final class SecretErrors {
    private SecretErrors() {}

    static ApiException notFound() {
        return new ApiError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.").thrown();
    }

    static ApiException noVersion() {
        return new ApiError("ResourceNotFoundException", "Secrets Manager can't find the specified secret version.")
                .thrown();
    }

    /// `which` is a staging label or a VersionId, with its name.
    static ApiException noValue(String which) {
        return new ApiError(
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for " + which)
                .thrown();
    }

    static ApiException leaving() {
        return request("You can't perform this operation on the secret because it was marked for deletion.");
    }

    static ApiException request(String message) {
        return new ApiError("InvalidRequestException", message).thrown();
    }

    static ApiException parameter(String message) {
        return ApiError.invalidParameter(message).thrown();
    }

    static ApiException exists(String message) {
        return new ApiError("ResourceExistsException", message).thrown();
    }

    static ApiException limit(String message) {
        return new ApiError("LimitExceededException", message).thrown();
    }

    /// A member that nothing here can honour.
    static void requireNone(String member, boolean given) {
        if (given) {
            throw parameter(member + " is not available in this version of Argosy.");
        }
    }
}
