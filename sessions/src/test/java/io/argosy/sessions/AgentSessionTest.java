package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.argosy.control.ControlSettings;
import io.argosy.control.operations.Workshop;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.Handshake;
import io.argosy.wire.HandshakeAnswer;
import io.argosy.wire.access.QueryString;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatMessage;
import io.argosy.wire.acs.AcsMessage.ManifestTask;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsMessage.TaskManifestMessage;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationAck;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions woken by hand on the test's own thread, with the workshop's clock: what is said, and when it is said again.
final class AgentSessionTest {
    private static final Caller AGENT = new Caller(Workshop.REALM, "arn:aws:iam::123456789012:root", "AKID", "r");

    @TempDir
    private Path folder;

    private Workshop workshop;
    private AgentHandshake handshakes;
    private ContainerInstanceId instance;
    private final List<Session> sessions = new ArrayList<>();

    private record Connected(Wire wire, ChannelListener listener, Session session) {
        void says(AcsMessage message) {
            listener.onText(MessageCodec.ACS.write(message));
            session.wake();
        }
    }

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        handshakes = freshReception();
        workshop.defined("web");
        String arn = workshop.registered(1024, 4096);
        instance = new ContainerInstanceId(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private AgentHandshake freshReception() {
        var id = new AtomicInteger();
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080"));
        return new AgentHandshake(
                workshop.clusters(), settings, workshop.clock(), () -> "m" + id.incrementAndGet(), sessions::add);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void aConnectionStartsWithAHeartbeatAndTheManifest() {
        Connected agent = connect();

        assertThat(agent.wire().taken(HeartbeatMessage.class)).hasSize(1);
        assertThat(agent.wire().taken(TaskManifestMessage.class))
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.tasks()).isEmpty());
        assertThat(known().agentConnected()).isTrue();
        assertThat(known().agentVersion().agentVersion()).contains("1.105.1");
        assertThat(known().agentVersion().dockerVersion()).contains("DockerVersion: 20.10.24");
    }

    @Test
    void manifestsRiseWithEveryConnectionAndOverRestartsOfTheServer() {
        long first = timeline(connect());
        long second = timeline(connect());
        handshakes = freshReception();
        long third = timeline(connect());

        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second);
    }

    private static long timeline(Connected agent) {
        return agent.wire().taken(TaskManifestMessage.class).getFirst().timeline();
    }

    @Test
    void aTaskIsHandedOverOnceAndAgainOnlyUntilAcknowledged() {
        Connected agent = connect();
        String task = run();
        agent.session().wake();
        agent.session().wake();
        PayloadMessage payload = onlyPayload(agent);
        assertThat(payload.tasks()).singleElement().satisfies(given -> {
            assertThat(given.arn()).isEqualTo(task);
            assertThat(given.desiredStatus()).isEqualTo("RUNNING");
        });

        pass(agent, AssignmentQueue.ACK_TIMEOUT);
        assertThat(onlyPayload(agent)).isEqualTo(withTimeOf(payload));

        acknowledge(agent, payload);
        pass(agent, Duration.ofMinutes(1));
        assertThat(agent.wire().taken(PayloadMessage.class)).isEmpty();
    }

    private PayloadMessage withTimeOf(PayloadMessage payload) {
        return new PayloadMessage(
                payload.messageId(),
                payload.clusterArn(),
                payload.containerInstanceArn(),
                payload.seqNum(),
                workshop.clock().millis(),
                payload.tasks());
    }

    @Test
    void theReportOfItsEndSettlesWhatWasNeverAcknowledged() {
        Connected agent = connect();
        String task = run();
        agent.session().wake();
        onlyPayload(agent);

        report(task, "STOPPED");
        pass(agent, AssignmentQueue.ACK_TIMEOUT.multipliedBy(2));

        assertThat(agent.wire().taken(PayloadMessage.class)).isEmpty();
    }

    @Test
    void aStopIsShownStoppingOnceTheAgentTookIt() {
        Connected agent = connect();
        String task = run();
        agent.session().wake();
        acknowledge(agent, onlyPayload(agent));
        report(task, "RUNNING");

        stop(task);
        agent.session().wake();
        PayloadMessage payload = onlyPayload(agent);
        assertThat(payload.tasks().getFirst().desiredStatus()).isEqualTo("STOPPED");
        assertThat(task(task).state().lastStatus()).isEqualTo("RUNNING");
        acknowledge(agent, payload);
        acknowledge(agent, payload);

        assertThat(task(task).state().lastStatus()).isEqualTo("STOPPING");
    }

    @Test
    void anAcknowledgementThatComesAfterTheEndChangesNothing() {
        Connected agent = connect();
        String task = run();
        agent.session().wake();
        onlyPayload(agent);
        stop(task);
        agent.session().wake();
        PayloadMessage stopping = onlyPayload(agent);

        report(task, "STOPPED");
        acknowledge(agent, stopping);

        assertThat(task(task).state().lastStatus()).isEqualTo("STOPPED");
    }

    @Test
    void aNewConnectionHearsEverythingThatIsStillOpen() {
        Connected before = connect();
        String starting = run();
        String running = run();
        String stopping = run();
        before.session().wake();
        acknowledge(before, onlyPayload(before));
        report(running, "RUNNING");
        stop(stopping);
        handshakes = freshReception();

        Connected after = connect();

        assertThat(after.wire().taken(TaskManifestMessage.class).getFirst().tasks())
                .extracting(ManifestTask::taskArn, ManifestTask::desiredStatus)
                .containsExactlyInAnyOrder(
                        tuple(starting, "RUNNING"), tuple(running, "RUNNING"), tuple(stopping, "STOPPED"));
        assertThat(onlyPayload(after).tasks())
                .extracting(AcsTask::arn, AcsTask::desiredStatus)
                .containsExactly(tuple(stopping, "STOPPED"), tuple(starting, "RUNNING"), tuple(running, "RUNNING"));
    }

    @Test
    void whatNobodyWantsIsStoppedAndWhatIsWantedIsNot() {
        String wanted = run();
        String over = run();
        report(over, "STOPPED");
        String stranger = over.substring(0, over.lastIndexOf('/') + 1) + "f".repeat(32);
        Connected agent = connect();
        String manifest =
                agent.wire().taken(TaskManifestMessage.class).getFirst().messageId();

        agent.says(
                new TaskStopVerificationMessage(manifest, List.of(running(wanted), running(over), running(stranger))));
        agent.says(new TaskStopVerificationMessage("another", List.of(running(over))));

        TaskStopVerificationAck answer =
                agent.wire().taken(TaskStopVerificationAck.class).getFirst();
        assertThat(answer.messageId()).isEqualTo(manifest);
        assertThat(answer.stopTasks()).extracting(ManifestTask::taskArn).containsExactly(over, stranger);
        assertThat(agent.wire().taken(TaskStopVerificationAck.class)).isEmpty();
    }

    private static ManifestTask running(String task) {
        return new ManifestTask(task, Optional.empty(), "STOPPED");
    }

    @Test
    void aSilentAgentIsCutOffAndOneThatAnswersIsNot() {
        Connected silent = connect();
        for (int i = 0; i < 4; i++) {
            pass(silent, AgentSession.HEARTBEAT);
        }
        assertThat(silent.wire().closed).contains(1011);
        assertThat(known().agentConnected()).isFalse();

        Connected awake = connect();
        for (int i = 0; i < 6; i++) {
            pass(awake, AgentSession.HEARTBEAT);
            awake.wire()
                    .taken(HeartbeatMessage.class)
                    .forEach(beat -> awake.says(new HeartbeatAckRequest(beat.messageId())));
        }
        assertThat(awake.wire().closed).isEmpty();
        assertThat(known().agentConnected()).isTrue();
    }

    @Test
    void aSecondConnectionTakesOverAndTheEndOfTheFirstChangesNothing() {
        Connected first = connect();
        Connected second = connect();

        assertThat(first.session().wake()).isEmpty();
        first.listener().onClose(1006, "");
        first.session().wake();

        assertThat(first.wire().closed).contains(1008);
        assertThat(second.wire().closed).isEmpty();
        assertThat(known().agentConnected()).isTrue();
    }

    @Test
    void anEndedConnectionShowsAtOnce() {
        Connected agent = connect();
        agent.listener().onClose(1006, "");

        assertThat(agent.session().wake()).isEmpty();

        assertThat(known().agentConnected()).isFalse();
    }

    @Test
    void aRollCallFindsAgentsThatDidNotComeBackToANewServer() {
        connect();
        handshakes = freshReception();
        assertThat(known().agentConnected()).isTrue();

        handshakes.connectedAgents().markDisconnected(workshop.clusters());

        assertThat(known().agentConnected()).isFalse();
        connect();
        handshakes.connectedAgents().markDisconnected(workshop.clusters());
        assertThat(known().agentConnected()).isTrue();
    }

    @Test
    void aDeregisteredInstanceIsSentAwayAndRefusedFromThen() {
        Connected agent = connect();
        workshop.call(
                Ecs.DEREGISTER_CONTAINER_INSTANCE,
                DeregisterContainerInstanceRequest.builder()
                        .containerInstance(instance.value())
                        .build());

        assertThat(agent.session().wake()).isEmpty();

        assertThat(agent.wire().closed).contains(1000);
        assertThat(handshakes.control(handshake(instance.value())))
                .isEqualTo(new HandshakeAnswer.Refuse(
                        400, "{\"InactiveInstanceException\":\"The container instance was deregistered.\"}"));
    }

    @Test
    void strangersAreRefusedByName() {
        assertThat(refusal(handshake("f".repeat(32)))).contains("InvalidInstanceException");
        assertThat(refusal(handshake("not-an-id"))).contains("InvalidInstanceException");
        assertThat(refusal(new Handshake(
                        AGENT, "/acs/ws", QueryString.parse("clusterArn=nowhere&containerInstanceArn=" + instance))))
                .contains("InvalidClusterException");
        assertThat(refusal(new Handshake(AGENT, "/acs/ws", QueryString.parse(""))))
                .contains("BadRequestException");
    }

    private String refusal(Handshake handshake) {
        return handshakes.control(handshake) instanceof HandshakeAnswer.Refuse(int status, String body) && status == 400
                ? body
                : "";
    }

    @Test
    void whatCannotBeReadIsPassedOver() {
        Connected agent = connect();

        agent.listener().onText("{\"type\":\"AckRequest\",\"message\":{\"messageId\":[1]}}");
        agent.listener().onText("{\"type\":\"SomethingNew\",\"message\":{}}");
        agent.listener().onText("no json");

        assertThat(agent.session().wake()).isPresent();
        assertThat(agent.wire().closed).isEmpty();
    }

    private Connected connect() {
        var accept = (HandshakeAnswer.Accept) handshakes.control(handshake(instance.value()));
        var wire = new Wire();
        accept.listener().onOpen(wire);
        var agent = new Connected(wire, accept.listener(), sessions.getLast());
        agent.session().wake();
        return agent;
    }

    private static Handshake handshake(String instance) {
        String query = "clusterArn=default&agentVersion=1.105.1&agentHash=a8b3e7d3"
                + "&dockerVersion=DockerVersion%3A+20.10.24&containerInstanceArn=" + instance;
        return new Handshake(AGENT, "/acs/ws", QueryString.parse(query));
    }

    private void pass(Connected agent, Duration time) {
        workshop.pass(time);
        agent.session().wake();
    }

    private static PayloadMessage onlyPayload(Connected agent) {
        List<PayloadMessage> payloads = agent.wire().taken(PayloadMessage.class);
        assertThat(payloads).hasSize(1);
        return payloads.getFirst();
    }

    private static void acknowledge(Connected agent, PayloadMessage payload) {
        agent.says(new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId()));
    }

    private ContainerInstance known() {
        return workshop.scope().store().read().instance(instance).orElseThrow();
    }

    private String run() {
        workshop.connect(instance, true);
        var ran = workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("web").build());
        return ran.tasks().orElse(List.of()).getFirst().taskArn().orElseThrow();
    }

    private void stop(String task) {
        workshop.call(Ecs.STOP_TASK, StopTaskRequest.builder().task(task).build());
    }

    private void report(String task, String status) {
        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder().task(task).status(status).build());
    }

    private Task task(String arn) {
        var id = new TaskId(arn.substring(arn.lastIndexOf('/') + 1));
        return workshop.scope().store().read().task(id).orElseThrow();
    }
}
