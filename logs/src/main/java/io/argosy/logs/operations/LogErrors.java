package io.argosy.logs.operations;

import io.argosy.model.ApiError;
import io.argosy.wire.WorldFailure;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The refusals of CloudWatch Logs, in its words.
public final class LogErrors {
    private static final Logger log = LoggerFactory.getLogger(LogErrors.class);
    private static final int UNAVAILABLE = 503;

    private LogErrors() {}

    static ApiError noGroup() {
        return new ApiError("ResourceNotFoundException", "The specified log group does not exist.");
    }

    static ApiError noStream() {
        return new ApiError("ResourceNotFoundException", "The specified log stream does not exist.");
    }

    static ApiError groupExists() {
        return new ApiError("ResourceAlreadyExistsException", "The specified log group already exists");
    }

    static ApiError streamExists() {
        return new ApiError("ResourceAlreadyExistsException", "The specified log stream already exists");
    }

    static ApiError invalid(String message) {
        return ApiError.invalidParameter(message);
    }

    static ApiError validation(String message) {
        return new ApiError("ValidationException", message);
    }

    static ApiError badToken() {
        return invalid("The specified nextToken is invalid.");
    }

    /// The store's disk is full, lost or too slow: nothing is acknowledged that is not kept.
    public static ApiError unavailable(IOException failure) {
        log.warn("logs are not available: {}", WorldFailure.words(failure));
        return new ApiError(
                "ServiceUnavailableException",
                "The logs cannot be stored or read now: " + WorldFailure.words(failure),
                UNAVAILABLE,
                Map.of());
    }
}
