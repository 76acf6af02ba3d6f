package io.argosy.wire;

import java.util.function.Function;

/// A path where signed websocket handshakes are answered. Requests without a good
/// signature by a key that may do `action` never reach the acceptor.
public record WebSocketRoute(String path, String action, Function<Handshake, HandshakeAnswer> acceptor) {}
