package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.DescribeRepositoriesRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArgosyServerTest {
    @TempDir
    Path data;

    private final Map<String, String> flags = new HashMap<>(Map.of("listen", "127.0.0.1:0"));

    @Test
    void aNewDirectoryGetsAKeyThatOpensTheApi() throws Exception {
        try (ArgosyServer server = start()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("credentials"))))
                    .isEqualTo("rw-------");
            assertThat(identity().region()).isEqualTo("local-1");
            createRepository(server, identity(), "first");
            assertThat(repositories(server)).isEqualTo(1);
        }
    }

    @Test
    void aRestartKeepsKeyAndState() throws Exception {
        ClientIdentity before;
        try (ArgosyServer server = start()) {
            before = identity();
            createRepository(server, before, "kept");
        }

        try (ArgosyServer server = start()) {
            assertThat(identity()).isEqualTo(before);
            assertThat(repositories(server)).isEqualTo(1);
        }
    }

    @Test
    void aGivenKeyIsTakenOverAtTheFirstStart() throws Exception {
        Path given = Files.writeString(
                data.resolve("given"), "[default]\naws_access_key_id = AKIAGIVEN\naws_secret_access_key = hush\n");
        flags.put("credentials", given.toString());

        try (ArgosyServer server = start()) {
            assertThat(identity().key()).isEqualTo(AccessKey.lasting("AKIAGIVEN", "hush"));
            createRepository(server, identity(), "any");
        }
    }

    @Test
    void aWrongSecretOpensNothing() throws Exception {
        try (ArgosyServer server = start()) {
            var wrong = new ClientIdentity(AccessKey.lasting(identity().key().id(), "wrong"), "local-1");

            assertThatThrownBy(() -> createRepository(server, wrong, "never")).isInstanceOf(ApiException.class);
        }
    }

    @Test
    void theAccountIsTheOneThatWasSet() throws Exception {
        flags.put("account-id", "000000000042");

        try (ArgosyServer server = start();
                var outbound = new Outbound(Duration.ofSeconds(5))) {
            // GetCallerIdentity speaks the query protocol, which our client does not; the CLI asks it in acceptance.
            var client = client(outbound, server, identity());
            var made = client.call(
                    Ecr.CREATE_REPOSITORY,
                    CreateRepositoryRequest.builder().repositoryName("mine").build());
            assertThat(made.repository().orElseThrow().registryId()).contains("000000000042");
        }
    }

    @Test
    void healthIsToldToAnyoneWhileItServes() throws Exception {
        URI health;
        try (ArgosyServer server = start();
                var http = HttpClient.newHttpClient()) {
            health = server.endpoint().resolve("/healthz");
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        try (var http = HttpClient.newHttpClient()) {
            assertThatThrownBy(() ->
                            http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void oneDirectoryServesOneServer() throws Exception {
        try (ArgosyServer _ = start()) {
            assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }

        start().close();
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhoHasIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            flags.put("listen", "127.0.0.1:" + taken.getLocalPort());

            assertThatThrownBy(this::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is in use by ")
                    .hasMessageContaining("(pid " + ProcessHandle.current().pid() + ")");
        }
    }

    /// A stop, an upgrade and a kill look the same from outside: it is the server that went, not the agent.
    @Test
    void aStopIsNoAbsenceOfAnyAgent() throws Exception {
        flags.put("agents.root-key", "true");
        var closed = new CompletableFuture<Integer>();
        String instance;
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            try (ArgosyServer server = start()) {
                ApiClient client = client(outbound, server, identity());
                instance = client.call(
                                Ecs.REGISTER_CONTAINER_INSTANCE,
                                RegisterContainerInstanceRequest.builder().build())
                        .containerInstance()
                        .orElseThrow()
                        .containerInstanceArn()
                        .orElseThrow();
                var greeted = new CompletableFuture<String>();
                client.connect(
                        server.endpoint().resolve("/acs/ws?clusterArn=default&containerInstanceArn=" + instance),
                        new AgentChannel(greeted, closed),
                        Duration.ofSeconds(10));
                greeted.get(10, TimeUnit.SECONDS);
                assertThat(connected(client, instance)).isTrue();
            }
            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);

            try (ArgosyServer server = start()) {
                assertThat(connected(client(outbound, server, identity()), instance))
                        .isTrue();
            }
        }
    }

    private record AgentChannel(CompletableFuture<String> greeted, CompletableFuture<Integer> closed)
            implements ChannelListener {
        @Override
        public void onOpen(Channel channel) {
            // It only listens.
        }

        @Override
        public void onText(String text) {
            greeted.complete(text);
        }

        @Override
        public void onClose(int code, String reason) {
            closed.complete(code);
        }
    }

    private static boolean connected(ApiClient client, String instance) throws IOException {
        return client.call(
                        Ecs.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .containerInstances(List.of(instance))
                                .build())
                .containerInstances()
                .orElseThrow()
                .getFirst()
                .agentConnected()
                .orElseThrow();
    }

    private ArgosyServer start() throws Exception {
        ServerConfiguration configuration = new ConfigurationReader(Map.of(), data).read(Optional.empty(), flags);
        return ArgosyServer.start(configuration, Environment.real());
    }

    private ClientIdentity identity() throws IOException {
        return new AwsCredentialsChain(Map.of(
                        "AWS_SHARED_CREDENTIALS_FILE",
                                data.resolve("credentials").toString(),
                        "AWS_CONFIG_FILE", data.resolve("config").toString()))
                .find();
    }

    private static ApiClient client(Outbound outbound, ArgosyServer server, ClientIdentity identity) {
        return new ApiClient(outbound, server.endpoint(), identity, InstantSource.system());
    }

    private static void createRepository(ArgosyServer server, ClientIdentity identity, String name) throws IOException {
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            var answer = client(outbound, server, identity)
                    .call(
                            Ecr.CREATE_REPOSITORY,
                            CreateRepositoryRequest.builder()
                                    .repositoryName(name)
                                    .build());
            assertThat(answer.repository()).isPresent();
        }
    }

    private int repositories(ArgosyServer server) throws IOException {
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            return client(outbound, server, identity())
                    .call(
                            Ecr.DESCRIBE_REPOSITORIES,
                            DescribeRepositoriesRequest.builder().build())
                    .repositories()
                    .orElseThrow()
                    .size();
        }
    }
}
