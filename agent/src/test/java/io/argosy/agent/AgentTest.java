package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole agent between a real engine and a control plane that the test plays.
@Tag("engine")
final class AgentTest {
    @TempDir
    private Path directory;

    private Docker docker;
    private ControlPlane control;
    private Agent agent;

    @BeforeEach
    void join() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
        agent = Agents.start(control, directory);
        control.awaitConnection();
    }

    @AfterEach
    void leave() throws Exception {
        agent.close();
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    @Test
    void aTaskRunsAndItsEndIsReported() throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")));

        String message = control.assign(task);

        assertThat(control.next(AckRequest.class).messageId()).isEqualTo(message);
        ContainerStateChange running = only(control.awaitReport(task.arn(), "RUNNING"));
        assertThat(running.status()).contains("RUNNING");
        assertThat(running.exitCode()).isEmpty();

        control.assign(AcsTask.stop(task.arn(), "web", "1"));

        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        assertThat(only(stopped).exitCode()).contains(137);
        assertThat(only(stopped).runtimeId()).isEqualTo(running.runtimeId());
        assertThat(stopped.executionStoppedAt()).isPresent();
        assertThat(stopped.reason()).contains("");
    }

    @Test
    void aKilledContainerIsReportedAtOnce() throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")));
        control.assign(task);
        String id = only(control.awaitReport(task.arn(), "RUNNING")).runtimeId().orElseThrow();

        docker.kill(id, "KILL");
        long killed = System.nanoTime();
        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(10));
        assertThat(only(stopped).exitCode()).contains(137);
    }

    @Test
    void anImageThatCannotBePulledEndsTheTask() throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", "No/Such:Name"));

        control.assign(task);

        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        assertThat(only(stopped).reason().orElseThrow()).startsWith("CannotPullContainerError: ");
        assertThat(only(stopped).exitCode()).isEmpty();
        assertThat(only(stopped).runtimeId()).isEmpty();
    }

    @Test
    void aPullLogsInWithTheTokenOfTheRegistry() throws Exception {
        var ecr = new AcsContainer.EcrAuth(
                Optional.empty(),
                Optional.of("us-east-1"),
                Optional.of(control.endpoint().toString()),
                false);
        AcsTask task = Agents.task(AcsContainer.of("app", "127.0.0.1:" + control.port() + "/web:1")
                .registryAuthentication(Optional.of(AcsContainer.RegistryAuthentication.ecr(ecr))));

        control.assign(task);

        assertThat(only(control.awaitReport(task.arn(), "STOPPED")).reason().orElseThrow())
                .startsWith("CannotPullContainerError: ")
                .contains("manifest unknown");
        assertThat(control.logins).hasPositiveValue();
    }

    @Test
    void aTokenThatWasRevokedIsAskedForAgainOnce() throws Exception {
        var ecr = new AcsContainer.EcrAuth(
                Optional.empty(),
                Optional.of("us-east-1"),
                Optional.of(control.endpoint().toString()),
                false);
        var login = Optional.of(AcsContainer.RegistryAuthentication.ecr(ecr));
        for (String password : List.of("first", "second")) {
            control.password.set(password);
            AcsTask task = Agents.task(AcsContainer.of("app", "127.0.0.1:" + control.port() + "/" + password + ":1")
                    .registryAuthentication(login));

            control.assign(task);

            assertThat(only(control.awaitReport(task.arn(), "STOPPED")).reason().orElseThrow())
                    .contains("manifest unknown");
        }
    }

    @Test
    void aStopIsNotStuckBehindAPull() throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", "10.255.255.1/never:answers"));
        control.assign(task);
        Thread.sleep(300);

        long asked = System.nanoTime();
        control.assign(AcsTask.stop(task.arn(), "web", "1"));
        control.awaitReport(task.arn(), "STOPPED");

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aStopForAnUnknownTaskIsAnsweredAsStopped() throws Exception {
        String arn = Agents.freshArn();

        control.assign(AcsTask.stop(arn, "web", "1"));

        assertThat(control.awaitReport(arn, "STOPPED").reason().orElseThrow()).startsWith("TaskStateError");
    }

    private static ContainerStateChange only(SubmitTaskStateChangeRequest report) {
        return report.containers().map(List::getFirst).orElseThrow();
    }

    @Test
    void theSameTaskIsNotStartedTwice() throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")));

        control.assign(task);
        control.assign(task);
        control.awaitReport(task.arn(), "RUNNING");

        assertThat(docker.containers("com.amazonaws.ecs.task-arn=" + task.arn()))
                .hasSize(1);
        assertThat(control.reports)
                .filteredOn(one -> one.task().equals(Optional.of(task.arn())))
                .hasSize(1);
    }
}
