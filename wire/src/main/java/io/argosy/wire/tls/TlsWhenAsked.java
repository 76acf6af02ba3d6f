package io.argosy.wire.tls;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// TLS for clients that loads trust store and algorithms at the first https connection: who only ever speaks plain
/// HTTP, as an agent does to its engine and often to its server, has neither in memory.
public final class TlsWhenAsked extends SslContextFactory.Client {
    private final Trust trust;
    private boolean loaded;

    public TlsWhenAsked(Trust trust) {
        super(trust instanceof Trust.OfAnybody);
        this.trust = trust;
    }

    @Override
    protected void doStart() {
        // Nothing yet: see `load`.
    }

    @Override
    public SSLEngine newSSLEngine() {
        load();
        return super.newSSLEngine();
    }

    @Override
    public SSLEngine newSSLEngine(String host, int port) {
        load();
        return super.newSSLEngine(host, port);
    }

    private synchronized void load() {
        if (!loaded) {
            try {
                switch (trust) {
                    case Trust.OfSystem() -> {}
                    case Trust.OfFile file -> setTrustStore(file.store());
                    case Trust.OfAnybody() -> setEndpointIdentificationAlgorithm(null);
                }
                super.doStart();
            } catch (Exception broken) {
                throw new IllegalStateException("TLS cannot be started: " + broken.getMessage(), broken);
            }
            loaded = true;
        }
    }

    public synchronized boolean loaded() {
        return loaded;
    }
}
