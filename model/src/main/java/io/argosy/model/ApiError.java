package io.argosy.model;

import java.util.List;
import java.util.Map;

/// A refusal the caller is told: the modelled error's name, its text, and the HTTP status it travels with.
/// `members` are what else the error's shape has (`resourceIds` of ConflictException).
public record ApiError(String code, String message, int status, Map<String, Member> members) {
    /// A member of an error, of one of the kinds that errors have.
    public sealed interface Member {
        record Texts(List<String> values) implements Member {
            public Texts {
                values = List.copyOf(values);
            }
        }

        record Text(String value) implements Member {}

        record Number(long value) implements Member {}
    }

    public ApiError {
        members = Map.copyOf(members);
    }

    public ApiError(String code, String message) {
        this(code, message, 400, Map.of());
    }

    public static ApiError client(String message) {
        return new ApiError("ClientException", message);
    }

    public static ApiError invalidParameter(String message) {
        return new ApiError("InvalidParameterException", message);
    }

    public ApiException thrown() {
        return new ApiException(this);
    }
}
