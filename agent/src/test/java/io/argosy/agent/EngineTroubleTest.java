package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.AgentSettings.Starting;
import io.argosy.agent.tasks.PullBehavior;
import io.argosy.docker.Docker;
import io.argosy.docker.RelayedEngine;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine is gone for a while, or does late what it was asked.
@Tag("engine")
final class EngineTroubleTest {
    private static final String START = "POST /containers/\\w+/start .*";

    @TempDir
    private Path directory;

    private Docker docker;
    private ControlPlane control;
    private RelayedEngine engine;
    private Agent agent;

    @BeforeEach
    void join() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
        engine = new RelayedEngine(directory);
        agent = Agents.start(
                control,
                directory,
                settings -> settings.withDockerSocket(engine.socket())
                        .withStarting(new Starting(PullBehavior.PREFER_CACHED, 1, true)));
        control.awaitConnection();
    }

    @AfterEach
    void leave() throws Exception {
        agent.close();
        engine.close();
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    private static AcsTask task(String script) {
        return Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sh", "-c", script)));
    }

    private static ContainerStateChange only(SubmitTaskStateChangeRequest report) {
        return report.containers().map(List::getFirst).orElseThrow();
    }

    private void awaitEngine(String status) throws Exception {
        ControlPlane.next(
                control.telemetry,
                told -> told instanceof PublishInstanceStatusRequest news
                        && news.statuses().stream()
                                .anyMatch(one -> one.type().equals("ContainerRuntime")
                                        && one.status().equals(status)));
    }

    @Test
    void aTaskWaitsForAnEngineThatIsGoneAndTheInstanceIsImpairedMeanwhile() throws Exception {
        awaitEngine("OK");
        engine.goAway();
        AcsTask task = task("sleep 600");
        control.assign(task);
        awaitEngine("IMPAIRED");

        engine.comeBack();

        awaitEngine("OK");
        control.awaitReport(task.arn(), "RUNNING");
        assertThat(control.reports).hasSize(1);
    }

    @Test
    void aStartThatComesLateDoesNotRunTwice() throws Exception {
        engine.holdBack(START);
        AcsTask task = task("echo ran");
        control.assign(task);
        Waiting.until(engine::holds);

        engine.deliverLate();

        ContainerStateChange app = only(control.awaitReport(task.arn(), "STOPPED"));
        assertThat(app.exitCode()).contains(0);
        assertThat(engine.asked(START)).isEqualTo(1);
    }

    @Test
    void aStartThatComesAfterTheStopRunsNothing() throws Exception {
        engine.holdBack(START);
        AcsTask task = task("sleep 600");
        control.assign(task);
        Waiting.until(engine::holds);

        control.assign(AcsTask.stop(task.arn(), "web", "1"));
        control.awaitReport(task.arn(), "STOPPED");
        engine.deliverLate();

        assertThat(docker.containers("com.amazonaws.ecs.task-arn=" + task.arn()))
                .isEmpty();
    }

    @Test
    void aStartThatHangsLetsOthersTry() throws Exception {
        engine.swallow(START);
        AcsTask hung = task("sleep 600");
        control.assign(hung);
        Waiting.until(() -> engine.asked(START) == 1);

        AcsTask other = task("sleep 600");
        control.assign(other);

        awaitEngine("IMPAIRED");
        control.awaitReport(other.arn(), "RUNNING");
        awaitEngine("OK");
        assertThat(control.reports).hasSize(1);
    }

    @Test
    void aContainerMadeLateIsTakenOver() throws Exception {
        engine.holdBack("POST /containers/create.*");
        AcsTask task = task("sleep 600");
        control.assign(task);
        Waiting.until(engine::holds);

        engine.deliverLate();

        control.awaitReport(task.arn(), "RUNNING");
        assertThat(docker.containers("com.amazonaws.ecs.task-arn=" + task.arn()))
                .hasSize(1);
    }

    @Test
    void aContainerMadeLateForATaskThatWasStoppedIsRemoved() throws Exception {
        engine.holdBack("POST /containers/create.*");
        AcsTask task = task("sleep 600");
        control.assign(task);
        Waiting.until(engine::holds);
        engine.goAway();
        control.assign(AcsTask.stop(task.arn(), "web", "1"));
        engine.deliverLate();

        engine.comeBack();

        assertThat(only(control.awaitReport(task.arn(), "STOPPED")).exitCode()).isEmpty();
        assertThat(docker.containers("com.amazonaws.ecs.task-arn=" + task.arn()))
                .isEmpty();
    }
}
