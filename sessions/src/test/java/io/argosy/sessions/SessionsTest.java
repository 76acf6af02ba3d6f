package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.ControlSettings;
import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.ApiClient;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.HandshakeRefused;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsMessage.TaskManifestMessage;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents' websockets over the real network: the real server, the real client, real sessions on their threads.
final class SessionsTest {
    private static final AccessKey KEY = AccessKey.lasting("AKIDEXAMPLE", "secret");

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Sessions sessions;
    private ApiServer server;
    private Outbound outbound;
    private ApiClient client;
    private ContainerInstanceId instance;
    private volatile boolean broken;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.defined("web");
        String arn = workshop.registered(1024, 4096);
        instance = new ContainerInstanceId(arn.substring(arn.lastIndexOf('/') + 1));
        outbound = new Outbound(Duration.ofSeconds(5));
        serve();
    }

    private void serve() throws IOException {
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080"));
        sessions = new Sessions(
                workshop.clusters(),
                settings,
                RoleKeys.NONE,
                new TaskSubnets(workshop.clusters().stores(), TaskSubnets.Pool.USUAL),
                workshop.clock(),
                this::id);
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", 0),
                new CredentialStore(List.of(Credential.root(KEY, Workshop.REALM.account()))),
                workshop.operations(),
                List.of(),
                sessions.routes());
        server.start();
        sessions.start();
        client = new ApiClient(
                outbound,
                URI.create("http://127.0.0.1:" + server.localPort()),
                new ClientIdentity(KEY, Workshop.REALM.region()),
                InstantSource.system());
    }

    private String id() {
        if (broken && Thread.currentThread().getName().equals("session")) {
            throw new StackOverflowError("as this test wants");
        }
        return UUID.randomUUID().toString().replace("-", "");
    }

    @AfterEach
    void close() {
        sessions.close();
        server.close();
        outbound.close();
        workshop.close();
    }

    @Test
    void anAgentRunsAndStopsATask() throws Exception {
        PretendAgent<AcsMessage> agent = control();
        agent.next(TaskManifestMessage.class);

        String task = run();
        PayloadMessage start = agent.next(PayloadMessage.class);
        agent.say(ack(start));
        assertThat(start.tasks().getFirst().arn()).isEqualTo(task);
        client.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder()
                        .task(task)
                        .status("RUNNING")
                        .build());

        workshop.call(Ecs.STOP_TASK, StopTaskRequest.builder().task(task).build());
        PayloadMessage stop = agent.next(PayloadMessage.class);
        assertThat(stop.tasks().getFirst().desiredStatus()).isEqualTo("STOPPED");
        agent.say(ack(stop));
        eventually(() -> onlyTask().state().lastStatus().equals("STOPPING"));
    }

    @Test
    void presenceFollowsTheSocket() throws Exception {
        PretendAgent<AcsMessage> first = control();
        eventually(() -> known().agentConnected());
        PretendAgent<AcsMessage> second = control();
        assertThat(first.ending()).isEqualTo(1008);
        second.next(TaskManifestMessage.class);
        assertThat(known().agentConnected()).isTrue();

        second.leave();

        eventually(() -> !known().agentConnected());
    }

    @Test
    void aRestartedServerLeavesAgentsConnectedAndTellsThemWhatIsOpen() throws Exception {
        PretendAgent<AcsMessage> before = control();
        before.next(TaskManifestMessage.class);
        sessions.close();
        server.close();
        assertThat(before.ending()).isEqualTo(1001);
        assertThat(known().agentConnected()).isTrue();
        String task = run();

        serve();
        PretendAgent<AcsMessage> after = control();

        assertThat(after.next(PayloadMessage.class).tasks().getFirst().arn()).isEqualTo(task);
    }

    @Test
    void evenAnErrorEndsASessionInOrder() throws Exception {
        broken = true;
        assertThat(control().ending()).isEqualTo(1011);
        eventually(() -> !known().agentConnected());

        broken = false;
        control().next(TaskManifestMessage.class);
    }

    @Test
    void anUnknownInstanceIsRefusedWithTheNameOfTheException() {
        assertThatThrownBy(() -> control("f".repeat(32)))
                .isInstanceOf(HandshakeRefused.class)
                .hasMessageContaining("400")
                .hasMessageContaining("{\"InvalidInstanceException\":");
    }

    @Test
    void telemetryIsAcknowledgedAndHealthReachesTheTask() throws Exception {
        PretendAgent<AcsMessage> agent = control();
        agent.next(TaskManifestMessage.class);
        String task = run();
        PretendAgent<TcsMessage> telemetry = telemetry();
        telemetry.next(TcsMessage.HeartbeatMessage.class);

        telemetry.say("Authorization: AWS4-HMAC-SHA256 x\r\nHost: h\r\n\r\n", health(task, "HEALTHY"));
        telemetry.next(TcsMessage.AckPublishHealth.class);
        assertThat(onlyTask().containers().getFirst().healthStatus()).contains("HEALTHY");
        long version = onlyTask().version();
        telemetry.say(health(task, "HEALTHY"));
        telemetry.next(TcsMessage.AckPublishHealth.class);
        assertThat(onlyTask().version()).isEqualTo(version);

        telemetry.say(metrics(task));
        telemetry.next(TcsMessage.AckPublishMetric.class);
        var reading =
                sessions.telemetry().of(workshop.scope().store(), instance).orElseThrow();
        assertThat(reading.tasks()).containsOnlyKeys(task);
    }

    private static TcsMessage health(String task, String status) {
        var container = new TcsMessage.ContainerHealth("app", status, Optional.empty(), Optional.empty());
        return new TcsMessage.PublishHealthRequest(
                new TcsMessage.HealthMetadata(Optional.empty(), Optional.empty(), true, Optional.empty()),
                List.of(new TcsMessage.TaskHealth(
                        task, Optional.empty(), Optional.empty(), Optional.empty(), List.of(container))),
                1.5);
    }

    private static TcsMessage metrics(String task) {
        return new TcsMessage.PublishMetricsRequest(
                new TcsMessage.MetricsMetadata(Optional.empty(), Optional.empty(), false, true, Optional.empty()),
                Optional.empty(),
                List.of(new TcsMessage.TaskMetric(
                        task, Optional.empty(), Optional.empty(), Optional.empty(), List.of())),
                1.5);
    }

    private static AckRequest ack(PayloadMessage payload) {
        return new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId());
    }

    private PretendAgent<AcsMessage> control() throws IOException {
        return control(instance.value());
    }

    private PretendAgent<AcsMessage> control(String who) throws IOException {
        return PretendAgent.connect(
                client,
                "http://127.0.0.1:" + server.localPort() + "/acs/ws?agentVersion=1.0&clusterArn=default"
                        + "&containerInstanceArn=" + who,
                MessageCodec.ACS);
    }

    private PretendAgent<TcsMessage> telemetry() throws IOException {
        return PretendAgent.connect(
                client,
                "http://127.0.0.1:" + server.localPort() + "/tcs/ws?cluster=default&containerInstance=" + instance,
                MessageCodec.TCS);
    }

    private String run() {
        var ran = workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("web").build());
        return ran.tasks().orElse(List.of()).getFirst().taskArn().orElseThrow();
    }

    private Task onlyTask() {
        return workshop.scope().store().read().tasks().iterator().next();
    }

    private ContainerInstance known() {
        return workshop.scope().store().read().instance(instance).orElseThrow();
    }

    private static void eventually(BooleanSupplier happened) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("ten seconds passed").isLessThan(until);
            Thread.sleep(5);
        }
    }
}
