package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.connections.OpenConnection;
import io.argosy.wire.connections.OpenConnections;
import io.argosy.wire.connections.OpenRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Gives every request its id and sends it to the room it asks for: a websocket path, a route, or the AWS APIs.
final class RequestRouter extends Handler.Abstract {
    static final String REQUEST_ID = "x-amzn-RequestId";

    private final Supplier<UUID> requestIds;
    private final OpenConnections connections;
    private final Dispatcher dispatcher;
    private final WebSocketUpgrade sockets;
    private final List<Route> routes;
    private final ApiHandler api;

    RequestRouter(
            Supplier<UUID> requestIds,
            OpenConnections connections,
            Dispatcher dispatcher,
            WebSocketUpgrade sockets,
            List<Route> routes,
            ApiHandler api) {
        this.requestIds = requestIds;
        this.connections = connections;
        this.dispatcher = dispatcher;
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
        OpenConnection connection = connections.of(request);
        boolean signed = request.getHeaders().contains(HttpHeader.AUTHORIZATION);
        Optional<OpenRequest> open = connections.begin(
                connection,
                () -> signed && response.isCommitted() && response.getStatus() < 400,
                response::isCommitted);
        if (open.isEmpty()) {
            ErrorWriter.write(ApiHandler.BUSY, ErrorForm.FALLBACK, id).send(response, callback);
            return true;
        }
        Request.addCompletionListener(request, _ -> connections.end(connection, open.get()));
        try {
            return sent(id, new WatchedRequest(request, open.get()), response, callback, open.get());
        } catch (VirtualMachineError fatal) {
            // Jetty would answer 500 and go on; who set the handler knows whether the process may.
            if (!(fatal instanceof StackOverflowError)) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, fatal);
            }
            throw fatal;
        }
    }

    private boolean sent(String id, Request request, Response response, Callback callback, OpenRequest open)
            throws Exception {
        RequestHead head = JettyHead.of(request);
        var content = new RequestContent(request, open);
        // Dots are resolved before anybody decides by the path.
        String path = request.getHttpURI().getCanonicalPath();
        Optional<Route> route =
                routes.stream().filter(candidate -> candidate.covers(path)).findFirst();
        Optional<ApiError> fault =
                HeadRules.fault(head).or(() -> route.isPresent() ? Optional.empty() : HeadRules.faultOfQuery(head));
        if (fault.isPresent()) {
            finish(ErrorWriter.write(fault.get(), ErrorForm.of(head, dispatcher), id), response, content, callback);
            return true;
        }
        Optional<WebSocketRoute> socket = sockets.at(path);
        if (socket.isPresent()) {
            sockets.handle(socket.get(), id, request, response, callback);
            return true;
        }
        if (route.isPresent()) {
            var afterwards = Callback.from(content::linger, callback);
            return route.get().handler().handle(request, response, afterwards);
        }
        finish(
                FrontPage.wanted(head) ? FrontPage.of(head, request.isSecure()) : api.answer(id, head, content),
                response,
                content,
                callback);
        return true;
    }

    /// The answer first, then what the client is still sending: so it can be read.
    private static void finish(Answer answer, Response response, RequestContent content, Callback callback) {
        try {
            answer.send(response);
            content.linger();
            callback.succeeded();
        } catch (IOException broken) {
            callback.failed(broken);
        }
    }
}
