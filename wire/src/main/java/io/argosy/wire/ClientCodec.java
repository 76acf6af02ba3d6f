package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Protocol;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ShapeException;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Inputs into requests and answers into outputs, on the client's side: awsJson, and of REST services the operations
/// whose whole input is their body, which is all our clients speak.
final class ClientCodec {
    private ClientCodec() {}

    static <I extends Shape> byte[] write(I input, OperationModel<I, ?> operation) {
        return JsonCodec.write(input);
    }

    static String contentType(OperationModel<?, ?> operation) {
        return switch (operation.model().protocol()) {
            case AWS_JSON_1_0 -> "application/x-amz-json-1.0";
            case AWS_JSON_1_1 -> "application/x-amz-json-1.1";
            case REST_JSON_1 -> "application/json";
            case QUERY -> throw new IllegalArgumentException(operation + " is not an operation of JSON");
        };
    }

    /// What says which operation it is; a REST service is told by the path.
    static Map<String, String> headers(OperationModel<?, ?> operation) {
        String type = contentType(operation);
        return operation.model().protocol() == Protocol.REST_JSON_1
                ? Map.of("content-type", type)
                : Map.of(
                        "content-type",
                        type,
                        "x-amz-target",
                        operation.model().targetPrefix() + "." + operation.name());
    }

    static String path(OperationModel<?, ?> operation) {
        String path = operation.http().uri();
        if (path.contains("{") || !operation.http().method().equals("POST")) {
            throw new IllegalArgumentException(operation + " has some of its input in its path");
        }
        return path;
    }

    static <O extends Shape> O read(byte[] body, OperationModel<?, O> operation) throws IOException {
        try {
            return JsonCodec.read(body, operation.output());
        } catch (ShapeException unreadable) {
            throw new IOException("the answer to " + operation + " is not what it should be", unreadable);
        }
    }

    /// The modelled error in a refusal; a body that holds none did not come from a service, so it is an `IOException`.
    /// `requestId` is what the server calls the request, if it says so.
    static ApiError error(int status, String body, Optional<String> requestId) throws IOException {
        try {
            Map<String, Object> members = JsonTree.object(body);
            String type = String.valueOf(members.getOrDefault("__type", ""));
            Object message = members.getOrDefault("message", members.getOrDefault("Message", ""));
            if (!type.isEmpty()) {
                return new ApiError(
                        type.substring(type.indexOf('#') + 1),
                        message.toString(),
                        status,
                        requestId
                                .map(id -> Map.<String, ApiError.Member>of(
                                        ApiClient.REQUEST_ID, new ApiError.Member.Text(id)))
                                .orElse(Map.of()));
            }
        } catch (MalformedJson notOurs) {
            throw new IOException("status " + status + " without a modelled error", notOurs);
        }
        throw new IOException("status " + status + " without a modelled error");
    }
}
