package io.argosy.agent.metadata;

import io.argosy.wire.NamedThreads;
import java.io.IOException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's small HTTP server: metadata for containers at their addresses, introspection on loopback. Not getting
/// the introspection port is no reason not to run.
public final class MetadataServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MetadataServer.class);
    private static final int PLATFORM_THREADS = 6;
    private static final int CONNECTIONS = 512;
    private static final int IDLE_MILLIS = 5_000;
    static final String METADATA = "metadata";
    static final String INTROSPECTION = "introspection";

    private final Server server;
    private final MetadataAddresses addresses;
    private final PerSource perSource = new PerSource();
    private final int introspectionPort;

    public MetadataServer(MetadataAddresses addresses, int introspectionPort, Request.Handler handler) {
        this.addresses = addresses;
        this.introspectionPort = introspectionPort;
        var threads = new QueuedThreadPool(PLATFORM_THREADS, 1);
        threads.setName("metadata");
        threads.setReservedThreads(0);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(NamedThreads.of("metadata-"));
        this.server = new Server(threads);
        server.setHandler(new Handing(handler));
    }

    private static final class Handing extends org.eclipse.jetty.server.Handler.Abstract {
        private final Request.Handler handler;

        Handing(Request.Handler handler) {
            this.handler = handler;
        }

        @Override
        public boolean handle(
                Request request, org.eclipse.jetty.server.Response response, org.eclipse.jetty.util.Callback callback)
                throws Exception {
            return handler.handle(request, response, callback);
        }
    }

    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception failure) {
            throw new IOException("cannot serve metadata", failure);
        }
        addresses.serve(this::listen);
        if (introspectionPort > 0) {
            introspect();
        }
    }

    private void listen(Listening address) throws IOException {
        ServerConnector metadata = connector(METADATA);
        metadata.addBean(perSource);
        metadata.open(address.channel());
        server.addConnector(metadata);
        try {
            metadata.start();
        } catch (Exception failure) {
            server.removeConnector(metadata);
            throw new IOException("cannot serve metadata at " + address.base(), failure);
        }
    }

    private void introspect() {
        ServerConnector introspection = connector(INTROSPECTION);
        introspection.setHost("127.0.0.1");
        introspection.setPort(introspectionPort);
        try {
            introspection.start();
            server.addConnector(introspection);
        } catch (Exception taken) {
            log.info("introspection port {} cannot be had: {}", introspectionPort, taken.toString());
        }
    }

    private ServerConnector connector(String name) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
        connector.setName(name);
        connector.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    @Override
    public void close() {
        addresses.close();
        try {
            server.stop();
        } catch (Exception late) {
            log.warn("the metadata server did not stop in order", late);
        }
    }
}
