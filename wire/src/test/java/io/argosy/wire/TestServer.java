package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Cluster;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateClusterResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A real server on a free port with one operation, and signed requests to it.
final class TestServer implements AutoCloseable {
    static final AccessKey KEY = AccessKey.lasting("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    static final String ACCOUNT = "123456789012";

    private final ApiServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestServer(ApiServerSettings settings, List<Operation<?, ?>> operations) throws IOException {
        this(settings, operations, List.of(), List.of());
    }

    TestServer(
            ApiServerSettings settings,
            List<Operation<?, ?>> operations,
            List<Route> routes,
            List<WebSocketRoute> sockets)
            throws IOException {
        this(settings, Credential.root(KEY, ACCOUNT), operations, routes, sockets);
    }

    /// `credential` is what `KEY` may do.
    TestServer(
            ApiServerSettings settings,
            Credential credential,
            List<Operation<?, ?>> operations,
            List<Route> routes,
            List<WebSocketRoute> sockets)
            throws IOException {
        var credentials = new CredentialStore(List.of(credential));
        server = new ApiServer(settings, credentials, operations, routes, sockets);
        server.start();
    }

    static TestServer usual() throws IOException {
        return new TestServer(ApiServerSettings.listeningOn("127.0.0.1", 0), List.of(new NamesItsCluster()));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.localPort());
    }

    int port() {
        return server.localPort();
    }

    /// A request of `ecs` signed by `clock`'s time.
    HttpRequest.Builder signed(String operation, byte[] body, InstantSource clock) {
        String target = Ecs.MODEL.targetPrefix() + "." + operation;
        String host = "127.0.0.1:" + server.localPort();
        var head = new RequestHead("POST", "/", "", Map.of("host", List.of(host), "x-amz-target", List.of(target)));
        var request = HttpRequest.newBuilder(uri().resolve("/"))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        new RequestSigner(KEY, "local-1", "ecs", clock).sign(head, body).forEach(request::header);
        return request;
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> call(String operation, String body) throws IOException, InterruptedException {
        return send(signed(operation, body.getBytes(StandardCharsets.UTF_8), InstantSource.system())
                .build());
    }

    static ClientIdentity identity() {
        return new ClientIdentity(KEY, "local-1");
    }

    void closeServer() {
        server.close();
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }

    /// Answers with the name it was given; `slow` takes half a second, `bug` and `taken` fail.
    static final class NamesItsCluster implements Operation<CreateClusterRequest, CreateClusterResponse> {
        @Override
        public OperationModel<CreateClusterRequest, CreateClusterResponse> model() {
            return Ecs.CREATE_CLUSTER;
        }

        @Override
        public List<Permission> permissions(Caller caller, CreateClusterRequest request) {
            return List.of(Permission.on("ecs:CreateCluster"));
        }

        @Override
        public CreateClusterResponse handle(Caller caller, CreateClusterRequest request) {
            String name = request.clusterName().orElse("default");
            switch (name) {
                case "slow" -> pause();
                case "bug" -> throw new IllegalStateException("a secret of the inside");
                case "taken" ->
                    throw ApiError.invalidParameter("The name is taken.").thrown();
                default -> {}
            }
            return CreateClusterResponse.builder()
                    .cluster(Cluster.builder()
                            .clusterName(name)
                            .clusterArn(caller.realm().account() + "/"
                                    + caller.realm().region())
                            .build())
                    .build();
        }

        private static void pause() {
            try {
                Thread.sleep(500);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
