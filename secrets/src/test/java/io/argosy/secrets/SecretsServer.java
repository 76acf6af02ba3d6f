package io.argosy.secrets;

import io.argosy.model.ApiException;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The room behind a real port, over a journal.
final class SecretsServer implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    private static final AccessKey ROOT = AccessKey.lasting("AKIAROOT", "root-secret");

    private final Path folder;
    private final Outbound outbound = new Outbound(Duration.ofSeconds(5));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Stores stores;
    private Secrets secrets;
    private ApiServer server;

    SecretsServer(Path folder) throws IOException {
        this.folder = folder;
        this.stores = stores();
        this.secrets = secrets();
        this.server = served();
    }

    private Stores stores() throws IOException {
        return Stores.open(journal(), Kinds.with(List.of(Secrets.KINDS)), () -> now);
    }

    Path journal() {
        return folder.resolve("journal.sqlite");
    }

    Path keyFile() {
        return folder.resolve(Secrets.KEY_FILE);
    }

    private Secrets secrets() throws IOException {
        return Secrets.open(folder, stores, () -> now, SecretsServer::id);
    }

    private ApiServer served() throws IOException {
        var started = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0).withClock(() -> now),
                new CredentialStore(List.of(Credential.root(ROOT, ACCOUNT)), _ -> Optional.empty()),
                secrets.operations(),
                List.of(),
                List.of());
        started.start();
        return started;
    }

    static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    void stop() {
        server.close();
        stores.close();
    }

    void restart() throws IOException {
        stop();
        stores = stores();
        secrets = secrets();
        server = served();
    }

    void pass(Duration time) {
        now = now.plus(time);
        secrets.cleanUp();
    }

    <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) throws IOException {
        var client = new ApiClient(
                outbound,
                URI.create("http://127.0.0.1:" + server.localPort()),
                new ClientIdentity(ROOT, "local-1"),
                () -> now);
        return client.call(operation, input);
    }

    /// `ParameterNotFound: …`, or `ok`.
    <I extends Shape> String outcome(OperationModel<I, ?> operation, I input) throws IOException {
        try {
            call(operation, input);
            return "ok";
        } catch (ApiException refused) {
            return refused.error().code() + ": " + refused.error().message();
        }
    }

    @Override
    public void close() {
        outbound.close();
        stop();
    }
}
