package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Protocol;
import io.argosy.shapes.ShapeException;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Verdict;
import java.util.Map;

/// Each service's own names for what is wrong with any request: unreadable or invalid input, no permission, our bug.
final class ServiceErrors {
    private ServiceErrors() {}

    static ApiError input(ShapeException problem, OperationModel<?, ?> operation) {
        String message = String.valueOf(problem.getMessage());
        return switch (problem.kind()) {
            case SERIALIZATION -> new ApiError(unreadable(operation), message);
            case VALIDATION -> new ApiError(invalid(operation), message);
        };
    }

    private static String unreadable(OperationModel<?, ?> operation) {
        return operation.model().protocol() == Protocol.QUERY ? "MalformedInput" : "SerializationException";
    }

    private static String invalid(OperationModel<?, ?> operation) {
        return switch (operation.model().signingName()) {
            case "ecs" ->
                operation.name().equals("RegisterTaskDefinition") ? "ClientException" : "InvalidParameterException";
            case "batch" -> "ClientException";
            case "argosy", "ecr", "logs" -> "InvalidParameterException";
            case "servicediscovery" -> "InvalidInput";
            case "iam", "sts", "elasticloadbalancing" -> "ValidationError";
            default -> "ValidationException";
        };
    }

    /// In IAM's words: who, which action, on what, and what of the policies says so.
    static ApiError denied(String principal, Permission permission, Verdict.Denied denied, Protocol protocol) {
        String message = "User: " + principal + " is not authorized to perform: " + permission.action()
                + " on resource: " + permission.resource() + " " + denied.because();
        return protocol == Protocol.QUERY
                ? new ApiError("AccessDenied", message, 403, Map.of())
                : new ApiError("AccessDeniedException", message);
    }

    static ApiError bug(Protocol protocol, String requestId) {
        String code = protocol == Protocol.QUERY ? "InternalFailure" : "ServerException";
        return new ApiError(code, "An internal error occurred. Request id: " + requestId, 500, Map.of());
    }
}
