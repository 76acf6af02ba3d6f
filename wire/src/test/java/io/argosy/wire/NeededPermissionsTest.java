package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateClusterResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// A key must be allowed everything that a request needs, and hears of the first thing that it is not.
final class NeededPermissionsTest {
    private static final Permission CREATE = Permission.on("ecs:CreateCluster");
    private static final Permission TAG = Permission.on("ecs:TagResource", "arn:aws:ecs:local-1:1:cluster/c");
    private static final Permission PASS = Permission.on("iam:PassRole", "arn:aws:iam::1:role/r");

    @Test
    void everyPermissionIsNeededAndTheFirstRefusedIsNamed() throws Exception {
        assertThat(answer(List.of(CREATE, TAG, PASS), wanted -> same(wanted, CREATE)))
                .startsWith("400 ")
                .contains("AccessDeniedException")
                .contains("is not authorized to perform: ecs:TagResource on resource: " + TAG.resource());
        assertThat(answer(List.of(CREATE, TAG, PASS), wanted -> !same(wanted, PASS)))
                .contains("is not authorized to perform: iam:PassRole on resource: " + PASS.resource());
        assertThat(answer(List.of(CREATE, TAG, PASS), _ -> true)).startsWith("200 ");
    }

    /// What a request says of itself is told to the key's rights, too.
    private static boolean same(Permission wanted, Permission named) {
        return wanted.action().equals(named.action()) && wanted.resource().equals(named.resource());
    }

    @Test
    void aKeysRightsAreToldWhereARequestComesFrom() throws Exception {
        assertThat(answer(
                        List.of(CREATE),
                        wanted -> List.of("127.0.0.1").equals(wanted.context().get("aws:SourceIp"))
                                && List.of("local-1").equals(wanted.context().get("aws:RequestedRegion"))
                                && List.of("false").equals(wanted.context().get("aws:SecureTransport"))))
                .startsWith("200 ");
    }

    @Test
    void whatNeedsNothingIsAllowedToAnyKey() throws Exception {
        assertThat(answer(List.of(), _ -> false)).startsWith("200 ");
    }

    private static String answer(List<Permission> needed, Predicate<Permission> rights) throws Exception {
        try (var server = server(List.of(new Needs(needed)), rights, List.of())) {
            var answer = server.call("CreateCluster", "{}");
            return answer.statusCode() + " " + answer.body();
        }
    }

    @Test
    void aChannelNeedsWhatItsHandshakeNames() throws Exception {
        var channel = new WebSocketRoute(
                "/channel",
                handshake -> Permission.on(
                        "ecs:Poll", handshake.query().first("instance").orElse("*")),
                _ -> new HandshakeAnswer.Refuse(418, "let in"));

        try (var server = server(List.of(), Permission.on("ecs:Poll", "own")::equals, List.of(channel));
                var outbound = new Outbound(Duration.ofSeconds(5))) {
            refused(outbound, server, "/channel?instance=own", 418, "let in");
            refused(outbound, server, "/channel?instance=other", 400, "ecs:Poll on resource: other");
            refused(outbound, server, "/channel", 400, "ecs:Poll on resource: *");
        }
    }

    private static void refused(Outbound outbound, TestServer server, String path, int status, String words) {
        var client = new ApiClient(outbound, server.uri(), TestServer.identity(), InstantSource.system());

        assertThatThrownBy(() -> client.connect(URI.create(server.uri() + path), new Unheard(), Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(HandshakeRefused.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(status);
                    assertThat(refusal.body()).contains(words);
                });
    }

    private static TestServer server(
            List<Operation<?, ?>> operations, Predicate<Permission> rights, List<WebSocketRoute> channels)
            throws IOException {
        Credential credential =
                Credential.root(TestServer.KEY, TestServer.ACCOUNT).limitedTo(rights);
        return new TestServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0), credential, operations, List.of(), channels);
    }

    private static final class Unheard implements ChannelListener {
        @Override
        public void onOpen(Channel channel) {}

        @Override
        public void onText(String text) {}

        @Override
        public void onClose(int code, String reason) {}
    }

    private record Needs(List<Permission> needed) implements Operation<CreateClusterRequest, CreateClusterResponse> {
        @Override
        public OperationModel<CreateClusterRequest, CreateClusterResponse> model() {
            return Ecs.CREATE_CLUSTER;
        }

        @Override
        public List<Permission> permissions(Caller caller, CreateClusterRequest request) {
            return needed;
        }

        @Override
        public CreateClusterResponse handle(Caller caller, CreateClusterRequest request) {
            return CreateClusterResponse.builder().build();
        }
    }
}
