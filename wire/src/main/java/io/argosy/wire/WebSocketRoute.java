package io.argosy.wire;

import java.util.function.Function;

/// A path where signed websocket handshakes are answered. Requests without a good signature never reach the acceptor.
public record WebSocketRoute(String path, Function<Handshake, HandshakeAnswer> acceptor) {}
