package io.argosy.wire.tls;

/// Whether a port speaks TLS.
public sealed interface Encryption {
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
