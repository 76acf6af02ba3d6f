package io.argosy.wire.tls;

import java.io.IOException;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate a port shows, and the guard that puts a newer one in its place. Connections that are open stay as
/// they are; handshakes from then on see the new one.
public final class ServerTls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerTls.class);
    private static final String PASSWORD = "in memory only";

    private final CertificateSource source;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final CountDownLatch closed = new CountDownLatch(1);

    private ServerTls(CertificateSource source) {
        this.source = source;
    }

    /// For a port that is being made; it is opened before that listens.
    public static ServerTls of(CertificateSource source) {
        return new ServerTls(source);
    }

    /// Takes a certificate that can be used; an `IOException` says why there is none.
    public ServerTls open() throws IOException {
        show(context, loaded());
        context.setCipherComparator(HTTP2Cipher.COMPARATOR);
        context.setRenegotiationAllowed(false);
        ready();
        log.info("tls {}", source.told());
        return this;
    }

    /// What the port would do when it starts; whoever opens this may do so while others open other things.
    private void ready() throws IOException {
        try {
            context.start();
        } catch (Exception refused) {
            throw new IOException("the server's certificate cannot be used: " + refused.getMessage(), refused);
        }
    }

    /// For the port.
    public SslContextFactory.Server context() {
        return context;
    }

    public void start() {
        Thread.ofVirtual().name("tls-renewal").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(source.period().toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Shows a newer certificate when there is one. One that cannot be used leaves the old one in place.
    public void look() {
        if (!source.due()) {
            return;
        }
        try {
            KeyStore fresh = loaded();
            context.reload(factory -> show(factory, fresh));
            log.info("tls shows a new certificate: {}", source.told());
        } catch (Exception failure) {
            log.error("tls keeps the certificate it had: {}", failure.getMessage());
        }
    }

    private KeyStore loaded() throws IOException {
        return source.load().store(PASSWORD.toCharArray());
    }

    private void show(SslContextFactory factory, KeyStore keys) {
        factory.setKeyStore(keys);
        factory.setKeyStorePassword(PASSWORD);
        // No client shows a certificate, so that Java need not read all the CAs that it knows.
        factory.setTrustStore(keys);
    }

    @Override
    public void close() {
        closed.countDown();
        LifeCycle.stop(context);
    }
}
