package io.argosy.wire;

import java.io.IOException;

/// The server answered a websocket handshake with something else than a channel; the body says why.
public final class HandshakeRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;

    HandshakeRefused(int status, String body) {
        super("websocket handshake refused with status " + status + ": " + body);
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public String body() {
        return body;
    }
}
