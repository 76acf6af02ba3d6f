package io.argosy.wire;

import io.argosy.wire.tls.TlsWhenAsked;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/// The threads and connections of all clients in a process: one small Jetty client for HTTP and for websockets.
public final class Outbound implements AutoCloseable {
    private static final int PLATFORM_THREADS = 6;
    private static final int MAX_MESSAGE = 16 << 20;

    private final TlsWhenAsked tls;
    private final HttpClient http;
    private final WebSocketClient sockets;

    /// Trusts whom this machine trusts.
    public Outbound(Duration connectTimeout) throws IOException {
        this(connectTimeout, new Trust.OfSystem());
    }

    public Outbound(Duration connectTimeout, Trust trust) throws IOException {
        tls = new TlsWhenAsked(trust);
        var threads = new QueuedThreadPool(PLATFORM_THREADS, 1);
        threads.setName("outbound");
        threads.setReservedThreads(0);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(NamedThreads.of("outbound-"));
        var connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setConnectTimeout(connectTimeout);
        connector.setSslContextFactory(tls);
        http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setExecutor(threads);
        http.setFollowRedirects(false);
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "argosy"));
        http.setMaxConnectionsPerDestination(64);
        started(http);
        // Made for a client that runs already, it works on that one's threads and makes none of its own.
        sockets = new WebSocketClient(http);
        sockets.setMaxTextMessageSize(MAX_MESSAGE);
        sockets.setMaxFrameSize(MAX_MESSAGE);
        sockets.setIdleTimeout(Duration.ofMinutes(10));
        started(sockets);
    }

    private static void started(LifeCycle client) throws IOException {
        try {
            client.start();
        } catch (Exception failure) {
            throw new IOException("cannot start the HTTP client", failure);
        }
    }

    boolean speaksTls() {
        return tls.loaded();
    }

    HttpClient http() {
        return http;
    }

    WebSocketClient sockets() {
        return sockets;
    }

    @Override
    public void close() {
        try {
            sockets.stop();
            http.stop();
        } catch (Exception late) {
            throw new IllegalStateException("the HTTP client did not stop in order", late);
        }
    }
}
