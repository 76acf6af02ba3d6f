package io.argosy.wire;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// TLS for clients that loads trust store and algorithms at the first https connection: who only ever speaks plain
/// HTTP, as an agent does to its engine and often to its server, has neither in memory.
public final class TlsWhenAsked extends SslContextFactory.Client {
    private boolean loaded;

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
                super.doStart();
            } catch (Exception broken) {
                throw new IllegalStateException("TLS cannot be started", broken);
            }
            loaded = true;
        }
    }

    synchronized boolean loaded() {
        return loaded;
    }
}
