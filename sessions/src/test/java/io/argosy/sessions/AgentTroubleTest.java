package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceHealth;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.sessions.SessionStage.Connected;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.HandshakeAnswer;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatMessage;
import io.argosy.wire.acs.AcsMessage.NackRequest;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.TcsMessage;
import io.argosy.wire.acs.TcsMessage.InstanceStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that do not answer, refuse, contradict themselves, talk too much or are unwell, by hand on the test's thread.
final class AgentTroubleTest {
    @TempDir
    private Path folder;

    private SessionStage stage;
    private Workshop workshop;
    private AgentHandshake handshakes;
    private ContainerInstanceId instance;

    @BeforeEach
    void open() throws IOException {
        stage = new SessionStage(folder);
        workshop = stage.workshop;
        handshakes = stage.handshakes;
        instance = stage.instance;
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aStartTheAgentNeverAnswersFailsAndSaysWhy() {
        Connected agent = connect();
        String task = run();
        int payloads = 0;
        for (int turn = 0; turn < 2 * AssignmentQueue.MOST_TRIES; turn++) {
            pass(agent, AssignmentQueue.ACK_TIMEOUT);
            payloads += starts(agent, task);
        }

        assertThat(payloads).isEqualTo(AssignmentQueue.MOST_TRIES);
        assertThat(described(task).stopCode()).contains("TaskFailedToStart");
        assertThat(described(task).stoppedReason()).contains("AgentError: the agent did not answer 8 orders");
    }

    @Test
    void aStopTheAgentNeverAnswersEndsAndTheInstanceTakesNoMore() {
        Connected agent = connect();
        String task = run();
        agent.session().wake();
        acknowledge(agent);
        report(task, "RUNNING");
        workshop.call(
                Ecs.STOP_TASK,
                StopTaskRequest.builder().task(task).reason("enough").build());

        for (int turn = 0; turn < 2 * AssignmentQueue.MOST_TRIES; turn++) {
            pass(agent, AssignmentQueue.ACK_TIMEOUT);
        }

        assertThat(described(task).lastStatus()).contains("STOPPED");
        assertThat(described(task).stoppedReason()).contains("enough");
        assertThat(refusalToPlace()).isEqualTo("AGENT");
        report(task, "STOPPED");
        run();
    }

    @Test
    void aRefusedOrderFailsWithTheAgentsReason() {
        Connected agent = connect();
        String task = run();
        agent.session().wake();
        PayloadMessage payload = agent.wire().taken(PayloadMessage.class).getFirst();

        agent.says(new NackRequest("c", "i", payload.messageId(), "no such runtime"));
        agent.says(new NackRequest("c", "i", payload.messageId(), "once more"));

        assertThat(described(task).stoppedReason())
                .contains("AgentError: the agent refused the order: no such runtime");
    }

    @Test
    void aTaskThatRunsAfterItsAgentSaidItWasOverIsStoppedAtOnce() {
        Connected agent = connect();
        String task = run();
        agent.session().wake();
        acknowledge(agent);
        report(task, "RUNNING");
        report(task, "STOPPED");
        agent.session().wake();
        acknowledge(agent);

        report(task, "RUNNING");
        agent.session().wake();

        PayloadMessage payload = agent.wire().taken(PayloadMessage.class).getFirst();
        assertThat(payload.tasks()).singleElement().satisfies(stop -> {
            assertThat(stop.arn()).isEqualTo(task);
            assertThat(stop.desiredStatus()).isEqualTo("STOPPED");
        });
        agent.says(new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId()));
        assertThat(described(task).lastStatus()).contains("STOPPED");
        assertThat(known().lost()).isEmpty();
    }

    @Test
    void aConnectionThatIsGoneIsNotClosedOnceMore() {
        Connected agent = connect();

        agent.listener().onClose(1006, "");
        agent.session().wake();

        assertThat(agent.wire().closed).isEmpty();
        assertThat(known().agentConnected()).isFalse();
        assertThat(known().disconnectedSince()).contains(workshop.clock().instant());
    }

    @Test
    void anImpairedInstanceIsShownAndTakesNoTasksUntilItHeals() {
        connect();
        Connected telemetry = telemetry();
        telemetry.says(status("ContainerRuntime", "OK", ""));
        run();

        telemetry.says(status("ContainerRuntime", "IMPAIRED", "no answer from the engine"));

        assertThat(known().health()).singleElement().satisfies(health -> {
            assertThat(health.type()).isEqualTo("CONTAINER_RUNTIME");
            assertThat(health.status()).isEqualTo(InstanceHealth.Status.IMPAIRED);
            assertThat(health.reason()).isEqualTo("no answer from the engine");
        });
        assertThat(refusalToPlace()).isEqualTo("AGENT");
        long version = known().version();
        telemetry.says(status("ContainerRuntime", "IMPAIRED", "no answer from the engine"));
        assertThat(known().version()).isEqualTo(version);

        telemetry.says(status("ContainerRuntime", "OK", ""));
        run();
    }

    @Test
    void healthNobodyRepeatsIsNotKnownAnyMore() {
        connect();
        Connected telemetry = telemetry();
        telemetry.says(status("ContainerRuntime", "IMPAIRED", "no answer"));
        workshop.pass(TelemetryStore.FRESH);
        handshakes.telemetry().markDisconnected(workshop.clusters());
        assertThat(known().health()).hasSize(1);

        workshop.pass(Duration.ofSeconds(1));
        handshakes.telemetry().markDisconnected(workshop.clusters());

        assertThat(known().health()).isEmpty();
        run();
    }

    @Test
    void telemetryCountsForTasksOfThatInstanceOnlyAndOutlivesAnOlderConnection() {
        connect();
        String mine = run();
        String stranger = mine.substring(0, mine.lastIndexOf('/') + 1) + "f".repeat(32);
        Connected older = telemetry();
        Connected newer = telemetry();
        newer.says(metrics(mine, stranger, "x".repeat(50_000)));

        older.listener().onClose(1006, "");
        older.session().wake();

        var reading =
                handshakes.telemetry().of(workshop.scope().store(), instance).orElseThrow();
        assertThat(reading.tasks()).containsOnlyKeys(mine);
    }

    @Test
    void anAgentThatTalksWithoutEndIsHeardOnceASecondOrSo() {
        connect();
        Connected telemetry = telemetry();
        for (int i = 0; i < 1_000; i++) {
            telemetry.says(metrics());
        }
        assertThat(telemetry.wire().sent).hasSizeLessThan(100);
        telemetry.wire().sent.clear();

        workshop.pass(Duration.ofSeconds(5));
        for (int i = 0; i < 100; i++) {
            telemetry.says(metrics());
        }
        assertThat(telemetry.wire().sent).hasSizeBetween(5, 6);
    }

    @Test
    void aServerThatEndsTakesNobodyIn() {
        Connected agent = connect();
        handshakes.connectedAgents().close();
        agent.session().dismiss();
        agent.session().wake();

        assertThat(agent.wire().closed).contains(1001);
        assertThat(known().agentConnected()).isTrue();
        assertThat(handshakes.control(stage.handshake("")))
                .isEqualTo(new HandshakeAnswer.Refuse(503, "{\"ServerException\":\"The server ends.\"}"));
    }

    private Connected connect() {
        return stage.connect(stage.handshake(""));
    }

    private Connected telemetry() {
        return stage.telemetry(SessionStage.AGENT);
    }

    /// Time goes by, and the agent still answers heartbeats.
    private void pass(Connected agent, Duration time) {
        workshop.pass(time);
        agent.session().wake();
        agent.wire()
                .taken(HeartbeatMessage.class)
                .forEach(beat -> agent.says(new HeartbeatAckRequest(beat.messageId())));
    }

    private static int starts(Connected agent, String task) {
        return (int) agent.wire().taken(PayloadMessage.class).stream()
                .flatMap(payload -> payload.tasks().stream())
                .filter(given ->
                        given.arn().equals(task) && given.desiredStatus().equals(AcsTask.RUNNING))
                .count();
    }

    private static void acknowledge(Connected agent) {
        agent.wire()
                .taken(PayloadMessage.class)
                .forEach(payload -> agent.says(
                        new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId())));
    }

    private String run() {
        return stage.run();
    }

    private String refusalToPlace() {
        var ran = workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("web").build());
        return ran.failures().orElse(List.of()).getFirst().reason().orElseThrow();
    }

    private void report(String task, String status) {
        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder().task(task).status(status).build());
    }

    private io.argosy.shapes.ecs.Task described(String arn) {
        return io.argosy.control.TaskShape.of(
                task(arn), workshop.scope(), workshop.scope().store().read(), false);
    }

    private Task task(String arn) {
        var id = new TaskId(arn.substring(arn.lastIndexOf('/') + 1));
        return workshop.scope().store().read().task(id).orElseThrow();
    }

    private ContainerInstance known() {
        return stage.known();
    }

    private static TcsMessage status(String type, String status, String reason) {
        return new TcsMessage.PublishInstanceStatusRequest(
                new TcsMessage.StatusMetadata(Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(new InstanceStatus(type, status, Optional.of(reason), Optional.empty(), Optional.empty())),
                1.5);
    }

    private static TcsMessage metrics(String... tasks) {
        return new TcsMessage.PublishMetricsRequest(
                new TcsMessage.MetricsMetadata(Optional.empty(), Optional.empty(), false, true, Optional.empty()),
                Optional.empty(),
                List.of(tasks).stream()
                        .map(task -> new TcsMessage.TaskMetric(
                                task, Optional.empty(), Optional.empty(), Optional.empty(), List.of()))
                        .toList(),
                1.5);
    }
}
