package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.AgentSettings.Stopping;
import io.argosy.agent.tasks.Keeping;
import io.argosy.docker.Docker;
import io.argosy.docker.SmallDisk;
import io.argosy.docker.TestEngine;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.TcsMessage.InstanceStatus;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk of the agent's state is full, and has room again.
@Tag("engine")
final class FullDiskTest {
    @TempDir
    private Path directory;

    @Test
    void aStopIsCarriedOutOnTheLastReserveAndAnAgentThatCannotWriteEnds() throws Exception {
        Process last = null;
        try (Docker docker = TestEngine.connect();
                ControlPlane control = new ControlPlane();
                var disk = new SmallDisk(directory.resolve("disk"), 4)) {
            Process first = AgentProcess.start(control, disk.root(), directory.resolve("first.log"));
            last = first;
            control.awaitConnection();
            AcsTask early = running(control);
            AcsTask late = running(control);
            disk.fill();

            control.assign(AcsTask.stop(early.arn(), "web", "1"));
            control.awaitReport(early.arn(), "STOPPED");
            disk.fill();
            control.heard.clear();
            control.assign(AcsTask.stop(late.arn(), "web", "1"));
            assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(first.exitValue()).isEqualTo(1);
            assertThat(control.heard).noneMatch(AckRequest.class::isInstance);
            assertThat(docker.containers("com.amazonaws.ecs.task-arn=" + late.arn()))
                    .hasSize(1);

            disk.free();
            last = AgentProcess.start(control, disk.root(), directory.resolve("second.log"));
            control.awaitConnection();
            control.assign(AcsTask.stop(late.arn(), "web", "1"));
            control.awaitReport(late.arn(), "STOPPED");
            Agents.removeContainers(docker);
        } finally {
            if (last != null) {
                last.destroyForcibly().waitFor();
            }
        }
    }

    /// Placement goes by what is reported, and finds this host again when there is room.
    @Test
    void anEnginesDiskBelowItsReserveIsReported() throws Exception {
        var keeping = new Keeping(5, 100, Duration.ofHours(1), 1L << 40);
        TestEngine.connect().close();
        try (ControlPlane control = new ControlPlane();
                Agent agent = Agents.start(
                        control,
                        directory,
                        settings -> settings.withStopping(
                                new Stopping(Duration.ofSeconds(2), Duration.ofHours(3), keeping)))) {
            control.awaitConnection();

            ControlPlane.next(
                    control.telemetry,
                    told -> told instanceof PublishInstanceStatusRequest news
                            && news.statuses().stream().anyMatch(FullDiskTest::lacksRoom));
            assertThat(agent.containerInstanceArn()).isPresent();
        }
    }

    private static boolean lacksRoom(InstanceStatus told) {
        return told.status().equals("IMPAIRED")
                && told.statusReason().orElse("").contains("--disk-reserve");
    }

    private static AcsTask running(ControlPlane control) throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")));
        control.assign(task);
        control.awaitReport(task.arn(), "RUNNING");
        return task;
    }
}
