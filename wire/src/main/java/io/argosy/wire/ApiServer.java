package io.argosy.wire;

import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.SignatureVerifier;
import io.argosy.wire.connections.ConnectionWatch;
import io.argosy.wire.connections.OpenConnections;
import io.argosy.wire.tls.Encryption;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one port: every AWS API by signed service, other paths by `Route`, agents' channels by `WebSocketRoute`. Each
/// request runs on its own virtual thread.
public final class ApiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
    private static final int PLATFORM_THREADS = 16;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    private static final Duration BECOMES_COUNTED = Duration.ofSeconds(1);
    private static final Duration IDLE_AT_THE_END = Duration.ofSeconds(2);
    private static final long MAX_MESSAGE = 1 << 20;

    private final Server server;
    private final ServerConnector connector;
    private final OpenConnections connections;
    private final ConnectionWatch watch;
    private final Encryption encryption;
    private final RequestCounts counts = new RequestCounts();
    private final Supplier<ServerLoad> load;
    private final boolean held;

    public ApiServer(
            ApiServerSettings settings,
            CredentialStore credentials,
            Collection<? extends Operation<?, ?>> operations,
            List<Route> routes,
            List<WebSocketRoute> sockets) {
        ApiServerLimits limits = settings.limits();
        server = new Server(threads());
        connector = connector(server, settings);
        encryption = settings.encryption();
        held = connector.isInheritChannel();
        server.addConnector(connector);
        connections = new OpenConnections(limits.connections());
        connector.addBean(connections);
        watch = new ConnectionWatch(connections);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(limits.stop().toMillis());
        var verifier = new SignatureVerifier(credentials, settings.regions(), settings.clock());
        var dispatcher = new Dispatcher(Services.ALL);
        var bodies = new RequestBody(limits.bodies().each(), limits.bodies().time());
        var budget = new BodyBudget(limits.bodies().together());
        var record = new RequestRecord(counts, settings.audit(), settings.clock());
        var invocation = new Invocation(dispatcher, verifier, new OperationTable(operations), bodies, record);
        var api = new ApiHandler(dispatcher, invocation, bodies, budget, counts, limits.requestsAtOnce());
        load = () -> new ServerLoad(
                api.atWork(), api.waiting(), budget.used(), connections.connections(), connections.channels());
        var door = new WebSocketUpgrade(sockets, verifier, connections, channels(server, limits.channelIdle()));
        server.setHandler(new GracefulHandler(
                new RequestRouter(settings.requestIds(), connections, dispatcher, door, routes, api)));
    }

    private static QueuedThreadPool threads() {
        // Jetty's own queue asks JMX how wide a cache line is, which takes a tenth of a start.
        var pool = new QueuedThreadPool(PLATFORM_THREADS, 2, IDLE_THREAD_MILLIS, new LinkedBlockingQueue<>());
        pool.setName("wire");
        pool.setVirtualThreadsExecutor(NamedThreads.of("wire-"));
        return pool;
    }

    private static ServerConnector connector(Server server, ApiServerSettings settings) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setHttpCompliance(
                HttpCompliance.RFC9110.without("whole-line-ends", HttpCompliance.Violation.LF_HEADER_TERMINATION));
        http.setRequestHeaderSize(settings.limits().headerBytes());
        // ARNs travel in REST paths with their slashes escaped; nothing here maps paths to files.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "escaped-slashes",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        boolean held = HeldSocket.given();
        // A thread that is interrupted while it accepts may lose what it has just accepted; a selector is not.
        var connector = new ServerConnector(server, held ? 0 : 1, 1, Protocols.of(http, settings));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        connector.setAcceptQueueSize(1024);
        connector.setInheritChannel(held);
        connector.setShutdownIdleTimeout(IDLE_AT_THE_END.toMillis());
        return connector;
    }

    private static ServerWebSocketContainer channels(Server server, Duration idle) {
        var container = ServerWebSocketContainer.ensure(server);
        container.setMaxTextMessageSize(MAX_MESSAGE);
        container.setMaxFrameSize(MAX_MESSAGE);
        container.setIdleTimeout(idle);
        return container;
    }

    /// Listens from here on; a port that cannot be had is an `IOException`.
    public void start() throws IOException {
        try {
            server.start();
            encryption.start();
            watch.start();
        } catch (Exception failure) {
            close();
            throw new IOException("cannot listen on " + connector.getHost() + ":" + connector.getPort(), failure);
        }
    }

    /// What has been asked of it so far.
    public RequestCounts counts() {
        return counts;
    }

    /// How busy it is now.
    public ServerLoad load() {
        return load.get();
    }

    public int localPort() {
        return connector.getLocalPort();
    }

    /// Accepts no more, and answers on the connections that were accepted before: those after them wait for the next
    /// server, so these must not be told that there is none.
    private void answerWhatCame() {
        try {
            connector.setAccepting(false);
            // What was accepted last is no connection yet that anybody counts.
            Thread.sleep(BECOMES_COUNTED);
            connections.awaitAnswers();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops accepting, finishes what is in flight within the stop limit, says 1001 to open channels, and closes. What
    /// the limit leaves unfinished is cut off.
    @Override
    public void close() {
        if (held) {
            answerWhatCame();
        }
        watch.close();
        encryption.close();
        try {
            server.stop();
        } catch (TimeoutException over) {
            log.warn("what was still open after {} ms was cut off", server.getStopTimeout());
        } catch (Exception failure) {
            throw new IllegalStateException("the server did not stop in order", failure);
        }
    }
}
