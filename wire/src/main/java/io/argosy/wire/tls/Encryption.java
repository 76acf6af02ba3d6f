package io.argosy.wire.tls;

import java.io.IOException;

/// Whether a port speaks TLS.
public sealed interface Encryption {
    /// Takes the certificate; an `IOException` says why there is none.
    default Encryption open() throws IOException {
        if (this instanceof On(ServerTls tls)) {
            tls.open();
        }
        return this;
    }

    /// Begins to look after the certificate.
    default void start() {
        if (this instanceof On(ServerTls tls)) {
            tls.start();
        }
    }

    default void close() {
        if (this instanceof On(ServerTls tls)) {
            tls.close();
        }
    }

    /// Plain HTTP for everybody.
    record Off() implements Encryption {}

    /// TLS for everybody; this machine itself may speak plain HTTP.
    record On(ServerTls tls) implements Encryption {}
}
