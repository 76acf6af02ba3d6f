package io.argosy.access.operations;

import io.argosy.access.policies.MalformedPolicy;
import io.argosy.model.ApiError;
import java.util.Map;
import java.util.Optional;

/// IAM's refusals, in its words.
final class IamErrors {
    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private IamErrors() {}

    static ApiError noUser(String name) {
        return notFound("The user with name " + name + " cannot be found.");
    }

    static ApiError noRole(String name) {
        return notFound("The role with name " + name + " cannot be found.");
    }

    static ApiError noKey(String id) {
        return notFound("The Access Key with id " + id + " cannot be found.");
    }

    static ApiError noPolicy(String arn) {
        return notFound("Policy " + arn + " was not found.");
    }

    static ApiError notAttachable(String arn) {
        return notFound("Policy " + arn + " does not exist or is not attachable.");
    }

    static ApiError noVersion(String arn, String version) {
        return notFound("Policy " + arn + " version " + version + " does not exist or is not attachable.");
    }

    /// `kind` is user or role.
    static ApiError noInline(String kind, String name) {
        return notFound("The " + kind + " policy with name " + name + " cannot be found.");
    }

    private static ApiError notFound(String message) {
        return new ApiError("NoSuchEntity", message, NOT_FOUND, Map.of());
    }

    static ApiError exists(String message) {
        return new ApiError("EntityAlreadyExists", message, CONFLICT, Map.of());
    }

    static ApiError conflict(String message) {
        return new ApiError("DeleteConflict", message, CONFLICT, Map.of());
    }

    static ApiError quota(String name, int most) {
        return limit("Cannot exceed quota for " + name + ": " + most);
    }

    static ApiError limit(String message) {
        return new ApiError("LimitExceeded", message, CONFLICT, Map.of());
    }

    static ApiError malformed(MalformedPolicy policy) {
        return new ApiError("MalformedPolicyDocument", policy.because(), BAD, Map.of());
    }

    static ApiError denied(String message) {
        return new ApiError("AccessDenied", message, FORBIDDEN, Map.of());
    }

    /// A member that nothing here can honour, and that who gives it relies on.
    static void requireNone(String member, Optional<String> given) {
        if (given.isPresent()) {
            throw invalidInput(member + " is not available in this version of Argosy.")
                    .thrown();
        }
    }

    static ApiError invalidInput(String message) {
        return new ApiError("InvalidInput", message);
    }

    static ApiError invalid(String message) {
        return new ApiError("ValidationError", message);
    }
}
