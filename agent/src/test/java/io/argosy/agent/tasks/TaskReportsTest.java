package io.argosy.agent.tasks;

import static io.argosy.agent.tasks.SteppedTask.BEGIN;
import static io.argosy.agent.tasks.SteppedTask.app;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Observed;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.docker.PortBinding;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TaskReportsTest {
    private final TaskReports reports = new TaskReports("c");

    private SubmitTaskStateChangeRequest report(TaskRecord task) {
        return reports.of(task).orElseThrow().report();
    }

    private ContainerStateChange container(TaskRecord task) {
        return report(task).containers().orElseThrow().getFirst();
    }

    private TaskRecord told(TaskRecord task) {
        return reports.of(task).orElseThrow().told();
    }

    @Test
    void whatHasNotRunYetIsNoNews() {
        assertThat(reports.of(SteppedTask.of(app()).record())).isEmpty();
        assertThat(reports.of(
                        SteppedTask.of(app()).in(new Pulled(SteppedTask.IMAGE)).record()))
                .isEmpty();
        assertThat(reports.of(SteppedTask.of(app()).in(SteppedTask.created()).record()))
                .isEmpty();
    }

    @Test
    void aTaskThatRunsIsToldOnce() {
        TaskRecord running = SteppedTask.running(app()).record();

        assertThat(report(running).status()).contains("RUNNING");
        assertThat(report(running).cluster()).contains("c");
        assertThat(container(running).status()).contains("RUNNING");
        assertThat(container(running).runtimeId()).contains(SteppedTask.ID);
        assertThat(reports.of(told(running))).isEmpty();
    }

    @Test
    void aTaskOfWhichNotAllRunIsPendingAndItsContainerTold() {
        TaskRecord task =
                SteppedTask.running(app(), AcsContainer.of("other", "image")).record();

        assertThat(report(task).status()).contains("PENDING");
        assertThat(report(task).containers().orElseThrow())
                .extracting(one -> one.containerName().orElseThrow())
                .containsExactly("app");
    }

    @Test
    void anEndIsToldWithItsCodeAndTimes() {
        TaskRecord task =
                SteppedTask.running(app()).hear(SteppedTask.died(3)).plan().record();

        assertThat(report(task).status()).contains("STOPPED");
        assertThat(report(task).executionStoppedAt()).contains(BEGIN);
        assertThat(container(task).exitCode()).contains(3);
        assertThat(reports.of(told(task))).isEmpty();
    }

    @Test
    void healthIsNoNewsHere() {
        TaskRecord running = told(SteppedTask.running(app()).record());

        assertThat(reports.of(running.withState("app", SteppedTask.running(Health.HEALTHY))))
                .isEmpty();
    }

    @Test
    void aReasonIsCutToWhatAReportMayHold() {
        ContainerState ended = ContainerState.never("x".repeat(1_025), BEGIN);

        assertThat(container(SteppedTask.of(app()).in(ended).record()).reason()).contains("x".repeat(1_024));
    }

    @Test
    void theImageIsToldByItsDigest() {
        var image = new PulledImage("sha256:1", Optional.of("sha256:d"), true);
        var running = new Running("c", image, BEGIN, Observed.NONE);

        assertThat(container(SteppedTask.of(app()).in(running).record()).imageDigest())
                .contains("sha256:d");
    }

    @Test
    void portsAreToldWithoutTheirTwinsOfIpv6() {
        TaskRecord task = published(app(), binding("0.0.0.0", 80, 32_768), binding("::", 80, 32_768));

        assertThat(container(task).networkBindings().orElseThrow())
                .extracting(
                        one -> one.bindIP().orElseThrow(), one -> one.hostPort().orElseThrow())
                .containsExactly(tuple("0.0.0.0", 32_768));
    }

    @Test
    void aRangeIsToldAsOne() {
        var range = new AcsContainer.PortMapping(0, 0, Optional.empty(), Optional.of("7000-7001"));
        TaskRecord task = published(
                app().portMappings(List.of(range)),
                binding("0.0.0.0", 7_001, 61_001),
                binding("0.0.0.0", 7_000, 61_000),
                binding("0.0.0.0", 80, 32_768));

        assertThat(container(task).networkBindings().orElseThrow())
                .extracting(NetworkBinding::hostPort, NetworkBinding::hostPortRange)
                .containsExactly(
                        tuple(Optional.of(32_768), Optional.empty()),
                        tuple(Optional.empty(), Optional.of("61000-61001")));
    }

    private static TaskRecord published(AcsContainer.Builder container, PortBinding... ports) {
        var observed = new Observed(Health.UNKNOWN, Optional.empty(), List.of(ports), 0);
        return SteppedTask.of(container)
                .in(new Running("c", SteppedTask.IMAGE, BEGIN, observed))
                .record();
    }

    private static PortBinding binding(String ip, int containerPort, int hostPort) {
        return new PortBinding(ip, containerPort, hostPort, "tcp");
    }
}
