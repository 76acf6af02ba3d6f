package io.argosy.wire;

/// What a `WebSocketRoute` says to a handshake: a listener for the new channel, or a status with a JSON body.
public sealed interface HandshakeAnswer {
    record Accept(ChannelListener listener) implements HandshakeAnswer {}

    record Refuse(int status, String jsonBody) implements HandshakeAnswer {}
}
