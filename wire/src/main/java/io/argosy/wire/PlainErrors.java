package io.argosy.wire;

import io.argosy.model.ApiError;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what never reached a handler, or left one broken (an unreadable head, a path nobody serves): short JSON
/// with a request id, and nothing about the inside.
final class PlainErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object id = request.getAttribute(RequestRouter.REQUEST_ID);
        if (id != null) {
            response.getHeaders().put(RequestRouter.REQUEST_ID, id.toString());
        }
        Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
        int code = status instanceof Integer number ? number : HttpStatus.INTERNAL_SERVER_ERROR_500;
        ErrorWriter.json(new ApiError(type(code), HttpStatus.getMessage(code), code, Map.of()), "application/json")
                .send(response, callback);
        return true;
    }

    private static String type(int status) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 -> "UnknownOperationException";
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> "ServiceUnavailable";
            default -> status >= 500 ? "InternalFailure" : "BadRequestException";
        };
    }
}
