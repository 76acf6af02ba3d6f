package io.argosy.wire;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.Protocol;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Identity;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.QueryString;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.SignatureRefused;
import io.argosy.wire.access.SignatureVerifier;
import io.argosy.wire.access.Verdict;
import io.argosy.wire.connections.OpenConnections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets signed websocket handshakes in. Agents sign for the service `ecs`, over an empty body.
final class WebSocketUpgrade {
    private static final Logger log = LoggerFactory.getLogger(WebSocketUpgrade.class);
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
    private static final String SERVICE = "ecs";

    private final Map<String, WebSocketRoute> routes;
    private final SignatureVerifier verifier;
    private final OpenConnections connections;
    private final ServerWebSocketContainer container;

    WebSocketUpgrade(
            List<WebSocketRoute> routes,
            SignatureVerifier verifier,
            OpenConnections connections,
            ServerWebSocketContainer container) {
        this.routes = routes.stream().collect(Collectors.toMap(WebSocketRoute::path, Function.identity()));
        this.verifier = verifier;
        this.connections = connections;
        this.container = container;
    }

    Optional<WebSocketRoute> at(String path) {
        return Optional.ofNullable(routes.get(path));
    }

    void handle(WebSocketRoute route, String requestId, Request request, Response response, Callback callback) {
        switch (decide(route, requestId, request)) {
            case HandshakeAnswer.Refuse(int status, String body) -> {
                connections.staysConnection(connections.of(request));
                log.info(
                        "request={} path={} websocket refused status={} body={}",
                        requestId,
                        route.path(),
                        status,
                        LoggedText.of(body));
                Answer.of(status, "application/json", body.getBytes(StandardCharsets.UTF_8))
                        .send(response, callback);
            }
            case HandshakeAnswer.Accept(ChannelListener listener) -> {
                var channel = new JettyChannel(listener, SEND_TIMEOUT);
                if (!container.upgrade((_, _, _) -> channel, request, response, callback)) {
                    connections.staysConnection(connections.of(request));
                    Response.writeError(request, response, callback, 400);
                }
            }
        }
    }

    private HandshakeAnswer decide(WebSocketRoute route, String requestId, Request request) {
        RequestHead head = JettyHead.of(request);
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            return refusal(new ApiError("BadRequestException", "this path speaks websocket only", 426, Map.of()));
        }
        try {
            Identity identity = verifier.verify(head, new byte[0]);
            if (!identity.scope().service().equals(SERVICE)) {
                return refusal(new ApiError(
                        "InvalidSignatureException", "Credential should be scoped to correct service: 'ecs'."));
            }
            Handshake handshake = handshake(identity, requestId, head);
            Permission permission = route.permission().apply(handshake);
            if (identity.credential().verdict(permission) instanceof Verdict.Denied denied) {
                return refusal(ServiceErrors.denied(
                        identity.credential().principal(), permission, denied, Protocol.AWS_JSON_1_1));
            }
            if (!connections.becomesChannel(connections.of(request))) {
                return refusal(new ApiError("ServiceUnavailable", "Too many channels are open", 503, Map.of()));
            }
            return route.acceptor().apply(handshake);
        } catch (SignatureRefused refused) {
            return refusal(ErrorWriter.signature(refused, ErrorForm.FALLBACK));
        }
    }

    private static Handshake handshake(Identity identity, String requestId, RequestHead head) {
        Credential credential = identity.credential();
        var realm = new AccountRegion(credential.account(), identity.scope().region());
        var caller = new Caller(realm, credential.principal(), credential.key().id(), requestId);
        return new Handshake(caller, head.rawPath(), QueryString.parse(head.rawQuery()));
    }

    private static HandshakeAnswer refusal(ApiError error) {
        byte[] body = ErrorWriter.json(error, "application/json").bytes();
        return new HandshakeAnswer.Refuse(error.status(), new String(body, StandardCharsets.UTF_8));
    }
}
