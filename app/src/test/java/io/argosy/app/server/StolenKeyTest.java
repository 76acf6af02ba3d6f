package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.ListAgentKeysRequest;
import io.argosy.shapes.argosy.RevokeAgentKeyRequest;
import io.argosy.shapes.ecr.CreateRepositoryRequest;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTagsForResourceRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.HandshakeRefused;
import io.argosy.wire.access.ClientIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody can do who took the key of one agent: what that agent does, for its own instance, and nothing else.
final class StolenKeyTest {
    private static final String DENIED = "AccessDeniedException";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path data;

    private RunningServer server;
    private ClientIdentity thief;
    private String own;
    private ClientIdentity victim;
    private String other;

    @BeforeEach
    void twoHosts() throws Exception {
        server = new RunningServer(data, Map.of());
        server.cluster("fleet");
        server.cluster("vault");
        thief = server.joined("fleet");
        own = server.registered(thief, "fleet", Optional.empty());
        victim = server.joined("fleet");
        other = server.registered(victim, "fleet", Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void itOpensItsOwnSessionsAndNoOthers() throws Exception {
        var out = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> control(thief, other))
                    .isInstanceOf(HandshakeRefused.class)
                    .hasMessageContaining(DENIED);
        } finally {
            System.setErr(err);
        }
        assertThatThrownBy(() -> telemetry(thief, other))
                .isInstanceOf(HandshakeRefused.class)
                .hasMessageContaining(DENIED);
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("ALARM")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("WARN", thief.key().id(), id(other)));
        telemetry(thief, own);
        Ending first = control(thief, own);
        control(thief, own);
        assertThat(first.code()).isEqualTo(1008);
    }

    @Test
    void itRegistersAsItsOwnInstanceOnly() throws Exception {
        assertDenied(() -> server.registered(thief, "fleet", Optional.of(other)));
        assertDenied(() -> server.registered(thief, "vault", Optional.empty()));
        var elsewhere = new ClientIdentity(thief.key(), "other-1");
        assertThatThrownBy(() -> server.registered(elsewhere, "default", Optional.empty()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("ClusterNotFoundException");

        assertThat(server.registered(thief, "fleet", Optional.empty())).isEqualTo(own);
    }

    @Test
    void aFreshKeyTakesNoInstanceThatHasOne() throws Exception {
        ClientIdentity fresh = server.joined("fleet");

        assertDenied(() -> server.registered(fresh, "fleet", Optional.of(other)));
    }

    @Test
    void itReportsOnItsOwnTasksOnly() throws Exception {
        Ending session = control(victim, other);
        String task = ran();

        assertDenied(() -> report(thief, task, "STOPPED"));
        assertThat(status(task)).isEqualTo("PENDING");
        report(victim, task, "RUNNING");
        assertThat(status(task)).isEqualTo("RUNNING");
        assertThat(session.isOpen()).isTrue();
    }

    /// Its metadata endpoint shows the tags of its own tasks and of itself, and of nothing else.
    @Test
    void itReadsTheTagsOfItsOwn() throws Exception {
        Ending session = control(victim, other);
        String task = ran();

        assertThat(tags(victim, task)).isEmpty();
        assertThat(tags(victim, other)).isEmpty();
        assertDenied(() -> tags(thief, task));
        assertDenied(() -> tags(thief, other));
        assertDenied(() -> tags(victim, task.substring(0, task.indexOf(":task/")) + ":cluster/fleet"));
        assertDenied(() -> tags(victim, task.substring(0, task.indexOf(":task/")) + ":task-definition/web:1"));
        assertThat(session.isOpen()).isTrue();
    }

    private List<Tag> tags(ClientIdentity as, String resource) throws IOException {
        return server.as(as)
                .call(
                        Ecs.LIST_TAGS_FOR_RESOURCE,
                        ListTagsForResourceRequest.builder()
                                .resourceArn(resource)
                                .build())
                .tags()
                .orElse(List.of());
    }

    @Test
    void itAdministersNothing() {
        assertDenied(() -> server.as(thief)
                .call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder().cluster("fleet").build()));
        assertDenied(() -> server.as(thief)
                .call(
                        Argosy.LIST_AGENT_KEYS,
                        ListAgentKeysRequest.builder().cluster("fleet").build()));
        assertDenied(() -> deregister(thief, "fleet", other));
        assertDenied(() -> deregister(thief, "vault", other.replace("/fleet/", "/vault/")));
        assertDenied(() -> server.as(thief)
                .call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder().taskDefinition("web").build()));
        assertDenied(() -> server.as(thief)
                .call(
                        Ecr.CREATE_REPOSITORY,
                        CreateRepositoryRequest.builder().repositoryName("mine").build()));
    }

    @Test
    void itsRegistryPasswordPullsAndNeverPushes() throws Exception {
        server.as(server.root())
                .call(
                        Ecr.CREATE_REPOSITORY,
                        CreateRepositoryRequest.builder().repositoryName("web").build());
        String password = server.registryToken(thief);

        assertThat(registry("GET", "/v2/web/manifests/1", password)).isEqualTo(404);
        assertThat(registry("POST", "/v2/web/blobs/uploads/", password)).isEqualTo(403);
        assertThat(registry("PUT", "/v2/web/manifests/1", password)).isEqualTo(403);
        assertThat(registry("DELETE", "/v2/web/manifests/1", password)).isEqualTo(403);
        assertThat(registry("GET", "/v2/web/tags/list", password)).isEqualTo(403);
        assertThat(registry("GET", "/v2/_catalog", password)).isEqualTo(403);
        assertThat(registry("POST", "/v2/web/blobs/uploads/", server.registryToken(server.root())))
                .isEqualTo(202);
        String abroad = server.registryToken(new ClientIdentity(thief.key(), "other-1"));
        assertThat(registry("GET", "/v2/web/manifests/1", abroad)).isEqualTo(403);
    }

    @Test
    void revokingItEndsItsSessionItsPasswordAndItself() throws Exception {
        Ending session = control(thief, own);
        String password = server.registryToken(thief);

        revoke(thief);

        assertThat(session.code()).isEqualTo(1008);
        assertThat(registry("GET", "/v2/web/manifests/1", password)).isEqualTo(403);
        assertThatThrownBy(() -> server.registered(thief, "fleet", Optional.of(own)))
                .hasMessageContaining("UnrecognizedClientException");
        ClientIdentity changed = server.joined("fleet");
        assertThat(server.registered(changed, "fleet", Optional.of(own))).isEqualTo(own);
    }

    @Test
    void deregisteringItsInstanceEndsIt() throws Exception {
        deregister(server.root(), "fleet", own);

        assertThatThrownBy(() -> server.registryToken(thief)).hasMessageContaining("UnrecognizedClientException");
    }

    @Test
    void anAgentThatLeavesDeregistersItself() throws Exception {
        deregister(thief, "fleet", own);

        assertThatThrownBy(() -> server.registryToken(thief)).hasMessageContaining("UnrecognizedClientException");
        assertThat(server.registered(victim, "fleet", Optional.of(other))).isEqualTo(other);
    }

    private void deregister(ClientIdentity as, String cluster, String instance) throws IOException {
        server.as(as)
                .call(
                        Ecs.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .cluster(cluster)
                                .containerInstance(instance)
                                .build());
    }

    @Test
    void theAccountsOwnKeyIsNoAgentUnlessTheOperatorSaysSo() throws Exception {
        assertDenied(() -> server.registered(server.root(), "fleet", Optional.empty()));
        assertThatThrownBy(() -> control(server.root(), other)).hasMessageContaining(DENIED);

        server.flags.put("agents.root-key", "true");
        server.restart();

        String old = server.registered(server.root(), "fleet", Optional.empty());
        assertDenied(() -> server.registered(server.root(), "fleet", Optional.of(other)));
        assertThatThrownBy(() -> control(server.root(), other)).hasMessageContaining(DENIED);
        assertThat(control(server.root(), old).isOpen()).isTrue();
    }

    @Test
    void anAgentOfTheAccountsKeyGetsItsOwnByJoining() throws Exception {
        server.flags.put("agents.root-key", "true");
        server.restart();
        String old = server.registered(server.root(), "fleet", Optional.empty());
        server.flags.remove("agents.root-key");
        server.restart();

        ClientIdentity upgraded = server.joined("fleet");

        assertThat(server.registered(upgraded, "fleet", Optional.of(old))).isEqualTo(old);
        assertThat(control(upgraded, old).isOpen()).isTrue();
    }

    private String ran() throws IOException {
        var api = server.as(server.root());
        api.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("web")
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("app")
                                .image("web:1")
                                .memory(64)
                                .build()))
                        .build());
        var run =
                RunTaskRequest.builder().cluster("fleet").taskDefinition("web").build();
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < limit) {
            // The session shows its instance connected in its own time; until then there is no room.
            List<Task> tasks = api.call(Ecs.RUN_TASK, run).tasks().orElse(List.of());
            if (!tasks.isEmpty()) {
                return tasks.getFirst().taskArn().orElseThrow();
            }
        }
        throw new AssertionError("the task found no room");
    }

    private void report(ClientIdentity as, String task, String status) throws IOException {
        var answer = server.as(as)
                .call(
                        Ecs.SUBMIT_TASK_STATE_CHANGE,
                        SubmitTaskStateChangeRequest.builder()
                                .cluster("fleet")
                                .task(task)
                                .status(status)
                                .build());
        assertThat(answer.acknowledgment()).isPresent();
    }

    private String status(String task) throws IOException {
        return server.as(server.root())
                .call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .cluster("fleet")
                                .tasks(List.of(task))
                                .build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .lastStatus()
                .orElseThrow();
    }

    private void revoke(ClientIdentity key) throws IOException {
        var answer = server.as(server.root())
                .call(
                        Argosy.REVOKE_AGENT_KEY,
                        RevokeAgentKeyRequest.builder()
                                .cluster("fleet")
                                .accessKeyId(key.key().id())
                                .build());
        assertThat(answer).isNotNull();
    }

    private int registry(String method, String path, String basic) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.uri().resolve(path))
                    .method(method, HttpRequest.BodyPublishers.ofString(method.equals("PUT") ? "{}" : ""))
                    .header("Authorization", "Basic " + basic)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private Ending control(ClientIdentity as, String instance) throws IOException {
        return open(as, "/acs/ws?clusterArn=fleet&containerInstanceArn=" + instance);
    }

    private Ending telemetry(ClientIdentity as, String instance) throws IOException {
        return open(as, "/tcs/ws?cluster=fleet&containerInstance=" + instance);
    }

    private Ending open(ClientIdentity as, String path) throws IOException {
        var ending = new Ending();
        server.as(as).connect(URI.create(server.uri() + path), ending, PATIENCE);
        return ending;
    }

    private static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static void assertDenied(ThrowableAssert.ThrowingCallable attack) {
        assertThatThrownBy(attack).isInstanceOf(ApiException.class).hasMessageContaining(DENIED);
    }

    /// The end of a channel, once it comes.
    private static final class Ending implements ChannelListener {
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public void onOpen(Channel channel) {}

        @Override
        public void onText(String text) {}

        @Override
        public void onClose(int code, String reason) {
            closed.complete(code);
        }

        boolean isOpen() {
            return !closed.isDone();
        }

        int code() throws Exception {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
