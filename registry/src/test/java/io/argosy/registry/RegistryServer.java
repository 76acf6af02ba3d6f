package io.argosy.registry;

import io.argosy.access.AccessControl;
import io.argosy.access.credentials.ResourcePolicies;
import io.argosy.registry.access.PolicyRules;
import io.argosy.registry.access.RegistryRights;
import io.argosy.registry.blobs.DiskReserve;
import io.argosy.registry.lifecycle.ImageUses;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenRequest;
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
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// A real server with a registry over a folder, for tests: stop it, start it again, move its clock.
final class RegistryServer implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";
    static final String KEY_ID = "AKIAREGISTRYTEST0001";
    static final String SECRET = "registry-test-secret";

    private final Path folder;
    private final int port;
    private final UnaryOperator<RegistrySettings> tuning;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final Outbound outbound;
    /// The images that are in use, as far as a test says so.
    final List<ImageUses.Use> uses = new CopyOnWriteArrayList<>();
    private Stores stores;
    private Registry registry;
    private ApiServer server;

    private RegistryServer(Path folder, UnaryOperator<RegistrySettings> tuning) throws IOException {
        this.folder = folder;
        this.tuning = tuning;
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        outbound = new Outbound(Duration.ofSeconds(5));
        up();
    }

    static RegistryServer over(Path folder) throws IOException {
        return new RegistryServer(folder, UnaryOperator.identity());
    }

    static RegistryServer over(Path folder, UnaryOperator<RegistrySettings> tuning) throws IOException {
        return new RegistryServer(folder, tuning);
    }

    /// Settings that take 1,000 bytes a blob.
    static RegistrySettings tiny(RegistrySettings settings) {
        return new RegistrySettings(
                settings.dataDir(),
                settings.endpoint(),
                settings.pushes(),
                1000,
                settings.manifestBytes(),
                settings.storage());
    }

    private void up() throws IOException {
        Files.createDirectories(folder);
        stores = Stores.open(
                folder.resolve("journal.sqlite"), Kinds.with(List.of(Registry.KINDS, AccessControl.KINDS)), clock);
        // Whatever the machine's disk has left: the reserve has tests of its own.
        RegistrySettings usual = RegistrySettings.usual(folder.resolve("registry"), endpoint())
                .with(new RegistrySettings.Storage(new DiskReserve.Kept(0, 0), Duration.ofHours(24)));
        RegistrySettings settings = tuning.apply(usual);
        var doors = new Registry.Doors(RegistryRights.EVERYTHING, _ -> List.copyOf(uses), policies());
        registry = Registry.open(
                settings,
                stores,
                doors,
                clock,
                () -> UUID.randomUUID().toString().replace("-", ""));
        var key = AccessKey.lasting(KEY_ID, SECRET);
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", port).withClock(clock),
                new CredentialStore(List.of(Credential.root(key, ACCOUNT))),
                registry.operations(),
                List.of(registry.route()),
                List.of());
        server.start();
    }

    private PolicyRules policies() {
        var sources = new AccessControl.Sources(clock, () -> "0".repeat(32), () -> "0".repeat(40));
        ResourcePolicies policies =
                AccessControl.open(stores, ACCOUNT, false, sources).resources();
        return new PolicyRules() {
            @Override
            public boolean readable(String text) {
                return policies.readable(text);
            }

            @Override
            public boolean denies(String text, String principalArn, Permission permission) {
                return policies.denies(text, principalArn, permission);
            }
        };
    }

    private void down() {
        server.close();
        stores.close();
    }

    void restart() throws IOException {
        down();
        up();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String authority() {
        return endpoint().getAuthority();
    }

    Registry registry() {
        return registry;
    }

    Path folder() {
        return folder;
    }

    /// The files of the uploads that are neither finished nor given up.
    List<Path> uploads() throws IOException {
        Path uploads = folder.resolve("registry").resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (var files = Files.walk(uploads)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    void advance(Duration time) {
        ahead.accumulateAndGet(time, Duration::plus);
    }

    <I extends Shape, O extends Shape> O call(OperationModel<I, O> operation, I input) throws IOException {
        return call(REGION, operation, input);
    }

    <I extends Shape, O extends Shape> O call(String region, OperationModel<I, O> operation, I input)
            throws IOException {
        var identity = new ClientIdentity(AccessKey.lasting(KEY_ID, SECRET), region);
        return new ApiClient(outbound, endpoint(), identity, clock).call(operation, input);
    }

    /// A logged-in OCI client in this region.
    OciClient client(String region) throws IOException {
        return new OciClient(endpoint(), "Basic " + login(region));
    }

    /// The password of `AWS`.
    String token() throws IOException {
        String login = new String(Base64.getDecoder().decode(login(REGION)), StandardCharsets.UTF_8);
        return login.substring(login.indexOf(':') + 1);
    }

    private String login(String region) throws IOException {
        var request = GetAuthorizationTokenRequest.builder().build();
        var answer = call(region, Ecr.GET_AUTHORIZATION_TOKEN, request);
        return answer.authorizationData()
                .orElseThrow()
                .getFirst()
                .authorizationToken()
                .orElseThrow();
    }

    OciClient client() throws IOException {
        return client(REGION);
    }

    @Override
    public void close() {
        outbound.close();
        down();
    }
}
