package io.argosy.wire;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Gives every request its id and sends it to the room it asks for: a websocket path, a route, or the AWS APIs.
final class FrontDoor extends Handler.Abstract {
    static final String REQUEST_ID = "x-amzn-RequestId";

    private final Supplier<UUID> requestIds;
    private final WebSocketDoor sockets;
    private final List<Route> routes;
    private final ApiHandler api;

    FrontDoor(Supplier<UUID> requestIds, WebSocketDoor sockets, List<Route> routes, ApiHandler api) {
        this.requestIds = requestIds;
        this.sockets = sockets;
        this.routes = routes.stream()
                .sorted(Comparator.comparing((Route route) -> route.prefix().length())
                        .reversed())
                .toList();
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = requestIds.get().toString();
        request.setAttribute(REQUEST_ID, id);
        response.getHeaders().put(REQUEST_ID, id);
        String path = request.getHttpURI().getPath();
        Optional<WebSocketRoute> socket = sockets.at(path);
        if (socket.isPresent()) {
            sockets.handle(socket.get(), id, request, response, callback);
            return true;
        }
        Optional<Route> route =
                routes.stream().filter(candidate -> candidate.covers(path)).findFirst();
        if (route.isPresent()) {
            return route.get().handler().handle(request, response, callback);
        }
        api.handle(id, request, response, callback);
        return true;
    }
}
