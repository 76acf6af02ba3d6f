package io.argosy.wire;

import java.io.IOException;

/// The server shows a certificate that this client has no reason to trust: another try is no use.
public final class UntrustedServer extends IOException {
    private static final long serialVersionUID = 1L;

    UntrustedServer(String message) {
        super(message);
    }

    UntrustedServer(String message, Throwable cause) {
        super(message, cause);
    }
}
