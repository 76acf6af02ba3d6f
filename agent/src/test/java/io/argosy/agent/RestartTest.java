package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.Docker;
import io.argosy.docker.HeldEngine;
import io.argosy.docker.TestEngine;
import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.ManifestTask;
import io.argosy.wire.acs.AcsMessage.TaskManifestMessage;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationAck;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage;
import io.argosy.wire.acs.TcsMessage.ContainerHealth;
import io.argosy.wire.acs.TcsMessage.PublishHealthRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents and control planes come back, and nothing is lost or disturbed.
@Tag("engine")
final class RestartTest {
    @TempDir
    private Path directory;

    private Docker docker;
    private ControlPlane control;

    @BeforeEach
    void begin() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
    }

    @AfterEach
    void end() throws Exception {
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    private static AcsTask sleeper() {
        return Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")));
    }

    private String running(AcsTask task) throws Exception {
        control.assign(task);
        ContainerStateChange app = control.awaitReport(task.arn(), "RUNNING")
                .containers()
                .orElseThrow()
                .getFirst();
        return app.runtimeId().orElseThrow();
    }

    @Test
    void aKilledAgentComesBackToItsContainers() throws Exception {
        Process first = AgentProcess.start(control, directory);
        control.awaitConnection();
        AcsTask kept = sleeper();
        AcsTask ended = sleeper();
        String keptId = running(kept);
        String endedId = running(ended);
        var started = docker.inspect(keptId).life().startedAt();

        first.destroyForcibly().waitFor();
        docker.kill(endedId, "KILL");
        Process second = AgentProcess.start(control, directory);
        try {
            ContainerStateChange gone = control.awaitReport(ended.arn(), "STOPPED")
                    .containers()
                    .orElseThrow()
                    .getFirst();
            control.awaitConnection();

            assertThat(gone.exitCode()).contains(137);
            assertThat(docker.inspect(keptId).life().startedAt()).isEqualTo(started);
            assertThat(control.registrations).hasSize(2);
            assertThat(control.registrations.getLast().containerInstanceArn()).contains(ControlPlane.INSTANCE);

            control.assign(AcsTask.stop(kept.arn(), "web", "1"));
            assertThat(control.awaitReport(kept.arn(), "STOPPED").containers().orElseThrow())
                    .singleElement()
                    .satisfies(app -> assertThat(app.runtimeId()).contains(keptId));
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    @Test
    void reportsAreKeptUntilTheyAreAccepted() throws Exception {
        AcsTask task = sleeper();
        try (Agent agent = Agents.start(control, directory)) {
            control.awaitConnection();
            String id = running(task);
            control.refuseReports.set(Optional.of(new ApiError("ServerException", "not now", 500, java.util.Map.of())));
            docker.kill(id, "KILL");
            assertThat(agent.containerInstanceArn()).contains(ControlPlane.INSTANCE);
            Thread.sleep(500);
        }
        control.refuseReports.set(Optional.empty());

        try (Agent again = Agents.start(control, directory)) {
            assertThat(control.awaitReport(task.arn(), "STOPPED").containers().orElseThrow())
                    .singleElement()
                    .satisfies(app -> assertThat(app.exitCode()).contains(137));
            assertThat(again.containerInstanceArn()).isPresent();
        }
    }

    @Test
    void aControlPlaneThatComesBackIsFoundAgain() throws Exception {
        AcsTask task = sleeper();
        try (Agent agent = Agents.start(control, directory)) {
            control.awaitConnection();
            String id = running(task);
            int port = control.port();
            control.close();
            docker.kill(id, "KILL");
            Thread.sleep(1_000);

            control = new ControlPlane(port);
            control.awaitConnection();

            control.awaitReport(task.arn(), "STOPPED");
            assertThat(agent.containerInstanceArn()).contains(ControlPlane.INSTANCE);
            assertThat(control.registrations).isEmpty();
        }
    }

    @Test
    void tasksAManifestDoesNotNameAreStoppedOnceThatIsVerified() throws Exception {
        try (Agent agent = Agents.start(control, directory)) {
            control.awaitConnection();
            AcsTask wanted = sleeper();
            AcsTask surplus = sleeper();
            running(wanted);
            running(surplus);
            assertThat(agent.containerInstanceArn()).isPresent();

            control.say(MessageCodec.ACS.write(new TaskManifestMessage(
                    "manifest", "c", ControlPlane.INSTANCE, 1_000, 1, List.of(manifest(wanted, "RUNNING")))));
            TaskStopVerificationMessage asked = control.next(TaskStopVerificationMessage.class);
            assertThat(asked.stopCandidates()).extracting(ManifestTask::taskArn).containsExactly(surplus.arn());
            control.say(MessageCodec.ACS.write(
                    new TaskStopVerificationAck("manifest", 1, List.of(manifest(surplus, "STOPPED")))));

            control.awaitReport(surplus.arn(), "STOPPED");
            control.say(MessageCodec.ACS.write(
                    new TaskManifestMessage("stale", "c", ControlPlane.INSTANCE, 1_000, 1, List.of())));
            String later = control.assign(AcsTask.stop(wanted.arn(), "web", "1"));
            AckRequest next = control.next(AckRequest.class);
            while (!next.messageId().equals(later)) {
                assertThat(next.messageId()).isNotEqualTo("stale");
                next = control.next(AckRequest.class);
            }
        }
    }

    @Test
    void newsOfHealthOutlivesAnOlderLook() throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", TestEngine.IMAGE)
                .command(List.of("sleep", "600"))
                .dockerHealthCheck()
                .dockerConfig(
                        "{\"Healthcheck\":{\"Test\":[\"CMD\",\"test\",\"-e\",\"/tmp/well\"],"
                                + "\"Interval\":200000000,\"Retries\":1000}}",
                        "{}"));
        String id;
        try (Agent first = Agents.start(control, directory)) {
            control.awaitConnection();
            id = running(task);
            assertThat(first.containerInstanceArn()).isPresent();
        }
        try (var engine = new HeldEngine(directory);
                Agent second = Agents.start(
                        control,
                        directory,
                        settings -> settings.withDockerSocket(engine.socket())
                                .withTelemetryEvery(Duration.ofMillis(100)))) {
            control.awaitConnection();
            TestEngine.run("docker exec " + id + " touch /tmp/well");
            nextHealth("HEALTHY");
            assertThat(engine.answered()).isZero();

            engine.release();
            for (int i = 0; i < 10; i++) {
                assertThat(nextHealth("HEALTHY", "UNKNOWN")).containsExactly("HEALTHY");
            }

            assertThat(engine.answered()).isPositive();
            assertThat(second.containerInstanceArn()).isPresent();
        }
    }

    /// The next verdicts the agent tells that are one of these.
    private List<String> nextHealth(String... wanted) throws InterruptedException {
        return health(ControlPlane.next(
                control.telemetry, told -> health(told).stream().anyMatch(List.of(wanted)::contains)));
    }

    private static List<String> health(TcsMessage message) {
        return message instanceof PublishHealthRequest told
                ? told.tasks().stream()
                        .flatMap(task -> task.containers().stream())
                        .map(ContainerHealth::healthStatus)
                        .toList()
                : List.of();
    }

    private static ManifestTask manifest(AcsTask task, String status) {
        return new ManifestTask(task.arn(), Optional.empty(), status);
    }
}
