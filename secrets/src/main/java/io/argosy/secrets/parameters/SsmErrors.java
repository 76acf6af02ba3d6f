package io.argosy.secrets.parameters;

import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import java.util.Map;

/// The Parameter Store's refusals, in its words.
final class SsmErrors {
    private SsmErrors() {}

    static ApiException notFound(String name) {
        return new ApiError("ParameterNotFound", "Parameter " + name + " not found.").thrown();
    }

    static ApiException exists() {
        return new ApiError(
                        "ParameterAlreadyExists",
                        "The parameter already exists. To overwrite this value, set the overwrite option in the"
                                + " request to true.")
                .thrown();
    }

    static ApiException noVersion(String name, String selector) {
        String what = selector.chars().allMatch(Character::isDigit)
                ? "Systems Manager could not find version " + selector + " of " + name
                        + ". Verify the version and try again."
                : "Systems Manager could not find label " + selector + " for parameter " + name
                        + ". Verify the label and try again.";
        return new ApiError("ParameterVersionNotFound", what).thrown();
    }

    static ApiException validation(String message) {
        return new ApiError("ValidationException", message).thrown();
    }

    static ApiException of(String code, String message) {
        return new ApiError(code, message).thrown();
    }

    static ApiException limit(int most) {
        return new ApiError(
                        "ParameterLimitExceeded",
                        "You have exceeded the maximum number of parameters for this account: " + most + ".",
                        429,
                        Map.of())
                .thrown();
    }
}
