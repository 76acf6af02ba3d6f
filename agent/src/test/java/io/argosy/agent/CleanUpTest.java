package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.AgentSettings.Stopping;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.docker.TestEngine;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.Volume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
final class CleanUpTest {
    @TempDir
    private Path directory;

    @Test
    void aStoppedTaskLeavesNothingBehindOnceItsReportWasAccepted() throws Exception {
        try (Docker docker = TestEngine.connect();
                ControlPlane control = new ControlPlane();
                Agent agent = Agents.start(control, directory, CleanUpTest::soon)) {
            control.awaitConnection();
            AcsTask task = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                            .command(List.of("true"))
                            .mountPoints(List.of(new MountPoint("scratch", "/data", false))))
                    .volumes(List.of(Volume.host("scratch", Optional.empty())))
                    .build();
            control.assign(task);
            String id = control.awaitReport(task.arn(), "STOPPED")
                    .containers()
                    .orElseThrow()
                    .getFirst()
                    .runtimeId()
                    .orElseThrow();
            String volume = docker.inspect(id).mounts().getFirst().name();
            assertThat(docker.hasVolume(volume)).isTrue();

            for (int i = 0; i < 1_200 && docker.hasVolume(volume); i++) {
                Thread.sleep(50);
            }

            assertThat(docker.hasVolume(volume)).isFalse();
            assertThat(docker.containers("com.amazonaws.ecs.task-arn=" + task.arn()))
                    .isEmpty();
            assertThat(agent.containerInstanceArn()).isPresent();
            control.assign(AcsTask.stop(task.arn(), "web", "1"));
            assertThat(control.awaitReport(
                            task.arn(),
                            report -> report.reason()
                                    .filter(reason -> reason.startsWith("TaskStateError"))
                                    .isPresent()))
                    .isNotNull();
        } catch (DockerException failure) {
            throw new AssertionError(failure);
        }
    }

    private static AgentSettings soon(AgentSettings settings) {
        return settings.withStopping(new Stopping(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
