package io.argosy.logs;

import io.argosy.logs.store.StoreLimits;
import io.argosy.model.AccountRegion;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.ApiClient;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// A real server with CloudWatch Logs over a folder, for tests: stop it, start it again, move its clock.
final class LogsServer implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";
    static final String ARNS = "arn:aws:logs:" + REGION + ":" + ACCOUNT + ":log-group:";
    static final AccessKey KEY = AccessKey.lasting("AKIALOGSTEST00000001", "logs-test-secret");

    /// Whatever the machine's disk has left: that has tests of its own.
    static final StoreLimits LIMITS = new StoreLimits(1L << 40, 1L << 40, 0, 0);

    private final Path folder;
    private final int port;
    private final UnaryOperator<LogsSettings> tuning;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final Outbound outbound = new Outbound(Duration.ofSeconds(5));
    private Stores stores;
    private CloudWatchLogs logs;
    private ApiServer server;

    private LogsServer(Path folder, UnaryOperator<LogsSettings> tuning) throws IOException {
        this.folder = folder;
        this.tuning = tuning;
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        up();
    }

    static LogsServer over(Path folder) throws IOException {
        return over(folder, UnaryOperator.identity());
    }

    static LogsServer over(Path folder, UnaryOperator<LogsSettings> tuning) throws IOException {
        return new LogsServer(folder, tuning);
    }

    private void up() throws IOException {
        Files.createDirectories(folder);
        stores = Stores.open(folder.resolve("journal.db"), Kinds.with(List.of(CloudWatchLogs.KINDS)), clock);
        logs = CloudWatchLogs.open(
                tuning.apply(new LogsSettings(folder.resolve("logs"), LIMITS, new AccountRegion(ACCOUNT, "local-1"))),
                stores,
                clock,
                () -> UUID.randomUUID().toString().replace("-", ""));
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", port).withClock(clock),
                new CredentialStore(List.of(Credential.root(KEY, ACCOUNT))),
                logs.operations(),
                List.of(),
                List.of());
        server.start();
    }

    private void down() {
        server.close();
        logs.close();
        stores.close();
    }

    void restart() throws IOException {
        down();
        up();
    }

    CloudWatchLogs logs() {
        return logs;
    }

    Path folder() {
        return folder;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void advance(Duration time) {
        ahead.accumulateAndGet(time, Duration::plus);
    }

    long now() {
        return clock.millis();
    }

    <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) throws IOException {
        return new ApiClient(outbound, endpoint(), new ClientIdentity(KEY, REGION), clock).call(operation, input);
    }

    @Override
    public void close() {
        outbound.close();
        down();
    }
}
