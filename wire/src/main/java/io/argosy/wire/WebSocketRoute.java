package io.argosy.wire;

import io.argosy.wire.access.Permission;
import java.util.function.Function;

/// A path where signed websocket handshakes are answered. Requests without a good signature by a key that has the
/// permission their handshake needs never reach the acceptor.
public record WebSocketRoute(
        String path, Function<Handshake, Permission> permission, Function<Handshake, HandshakeAnswer> acceptor) {}
