package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.Docker;
import io.argosy.docker.Inspected;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.Dependency;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsContainer.PortMapping;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.Volume;
import io.argosy.wire.acs.TcsMessage;
import io.argosy.wire.acs.TcsMessage.PublishHealthRequest;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a task definition can ask for, seen from both ends: the control plane's reports and the engine.
@Tag("engine")
final class TaskFeaturesTest {
    @TempDir
    private static Path directory;

    private static Docker docker;
    private static ControlPlane control;
    private static Agent agent;

    @BeforeAll
    static void join() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
        agent = Agents.start(control, directory);
        control.awaitConnection();
    }

    @AfterEach
    void removeContainers() throws Exception {
        Agents.removeContainers(docker);
    }

    @AfterAll
    static void leave() {
        agent.close();
        control.close();
        docker.close();
    }

    private static AcsContainer.Builder shell(String name, String script) {
        return AcsContainer.of(name, TestEngine.IMAGE)
                .command(List.of("sh", "-c", script))
                .stopTimeout(Optional.of(1));
    }

    private static ContainerStateChange container(SubmitTaskStateChangeRequest report, String name) {
        return report.containers().orElseThrow().stream()
                .filter(one -> one.containerName().equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aContainerWaitsForTheSuccessOfAnotherAndSharesItsVolume() throws Exception {
        AcsTask task = Agents.builder(
                        shell("init", "echo ready > /data/flag")
                                .essential(false)
                                .mountPoints(List.of(new MountPoint("shared", "/data", false))),
                        shell("app", "grep -q ready /data/flag && exec sleep 600")
                                .dependsOn(List.of(new Dependency("init", "SUCCESS")))
                                .mountPoints(List.of(new MountPoint("shared", "/data", true))))
                .volumes(List.of(Volume.host("shared", Optional.empty())))
                .build();

        control.assign(task);

        SubmitTaskStateChangeRequest running = control.awaitReport(task.arn(), "RUNNING");
        assertThat(container(running, "app").status()).contains("RUNNING");
        SubmitTaskStateChangeRequest early = control.awaitReport(
                task.arn(),
                report -> report.containers().orElseThrow().stream()
                        .anyMatch(one -> one.containerName().equals(Optional.of("init"))
                                && one.exitCode().isPresent()));
        assertThat(container(early, "init").exitCode()).contains(0);
    }

    @Test
    void aFailedDependencyEndsTheOneThatWaits() throws Exception {
        AcsTask task = Agents.task(
                shell("init", "exit 3").essential(false),
                shell("app", "sleep 600").dependsOn(List.of(new Dependency("init", "SUCCESS"))));

        control.assign(task);

        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        assertThat(container(stopped, "app").exitCode()).contains(143);
        assertThat(container(stopped, "app").reason().orElseThrow()).contains("init did not succeed");
    }

    @Test
    void theRestIsStoppedWhenAnEssentialContainerEnds() throws Exception {
        AcsTask task = Agents.task(
                shell("app", "sleep 1; exit 5"), shell("side", "exec sleep 600").essential(false));

        control.assign(task);

        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        assertThat(container(stopped, "side").exitCode()).contains(137);
        SubmitTaskStateChangeRequest first = control.awaitReport(
                task.arn(),
                report -> report.containers().orElseThrow().stream()
                        .anyMatch(one -> one.exitCode().equals(Optional.of(5))));
        assertThat(first.status()).contains("RUNNING");
    }

    @Test
    void healthIsToldWithinASecondOfItsChange() throws Exception {
        AcsTask task = Agents.task(shell("app", "exec sleep 600")
                .dockerHealthCheck()
                .dockerConfig("{\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"true\"],\"Interval\":500000000}}", "{}"));

        control.assign(task);
        String id = container(control.awaitReport(task.arn(), "RUNNING"), "app")
                .runtimeId()
                .orElseThrow();
        TcsMessage told = ControlPlane.next(control.telemetry, message -> healthy(message, task.arn()));

        assertThat(told).isInstanceOf(PublishHealthRequest.class);
        assertThat(docker.inspect(id).health().map(Inspected.Health::status)).contains("healthy");
    }

    private static boolean healthy(TcsMessage message, String arn) {
        return message instanceof PublishHealthRequest health
                && health.tasks().stream()
                        .filter(task -> task.taskArn().equals(arn))
                        .anyMatch(task ->
                                task.containers().getFirst().healthStatus().equals("HEALTHY"));
    }

    @Test
    void dynamicPortsAreReported() throws Exception {
        AcsTask task = Agents.task(
                shell("app", "exec sleep 600").portMappings(List.of(new PortMapping(80, 0, Optional.of("tcp")))));

        control.assign(task);

        var bindings =
                container(control.awaitReport(task.arn(), "RUNNING"), "app").networkBindings();
        assertThat(bindings.orElseThrow()).singleElement().satisfies(binding -> {
            assertThat(binding.bindIP()).contains("0.0.0.0");
            assertThat(binding.containerPort()).contains(80);
            assertThat(binding.hostPort().orElseThrow()).isPositive();
        });
    }

    @Test
    void aRangeOfPortsIsOneRangeOfTheHost() throws Exception {
        var range = new PortMapping(0, 0, Optional.of("tcp"), Optional.of("8000-8004"));
        AcsTask first = Agents.task(shell("app", "exec sleep 600")
                .portMappings(List.of(range, new PortMapping(80, 0, Optional.of("tcp")))));
        AcsTask second = Agents.task(shell("app", "exec sleep 600").portMappings(List.of(range)));

        control.assign(first, second);

        List<NetworkBinding> firsts = container(control.awaitReport(first.arn(), "RUNNING"), "app")
                .networkBindings()
                .orElseThrow();
        List<NetworkBinding> seconds = container(control.awaitReport(second.arn(), "RUNNING"), "app")
                .networkBindings()
                .orElseThrow();
        assertThat(firsts)
                .hasSize(2)
                .first()
                .satisfies(port -> assertThat(port.containerPort()).contains(80));
        assertThat(seconds).hasSize(1);
        for (NetworkBinding binding : List.of(firsts.getLast(), seconds.getFirst())) {
            assertThat(binding.containerPortRange()).contains("8000-8004");
            assertThat(binding.containerPort()).isEmpty();
            String[] ends = binding.hostPortRange().orElseThrow().split("-");
            assertThat(Integer.parseInt(ends[1]) - Integer.parseInt(ends[0])).isEqualTo(4);
        }
        assertThat(firsts.getLast().hostPortRange())
                .isNotEqualTo(seconds.getFirst().hostPortRange());
    }

    @Test
    void onePortIsPublishedForBothProtocols() throws Exception {
        int port = freePort();
        AcsTask task = Agents.task(shell("app", "exec sleep 600")
                .portMappings(List.of(
                        new PortMapping(53, port, Optional.of("tcp")), new PortMapping(53, port, Optional.of("udp")))));

        control.assign(task);

        assertThat(container(control.awaitReport(task.arn(), "RUNNING"), "app")
                        .networkBindings()
                        .orElseThrow())
                .extracting(NetworkBinding::protocol)
                .containsExactlyInAnyOrder(Optional.of("tcp"), Optional.of("udp"));
    }

    @Test
    void aTaskWaitsForThePortOfAnotherAndStartsWhenItIsFree() throws Exception {
        int port = freePort();
        AcsTask first = onPort(port);
        AcsTask second = onPort(port);
        control.assign(first);
        control.awaitReport(first.arn(), "RUNNING");

        control.assign(second);
        AcsTask third = Agents.task(shell("app", "exec sleep 600"));
        control.assign(third);
        control.awaitReport(third.arn(), "RUNNING");
        assertThat(control.reports).noneMatch(report -> report.task().equals(Optional.of(second.arn())));

        control.assign(AcsTask.stop(first.arn(), "web", "1"));
        SubmitTaskStateChangeRequest running = control.awaitReport(second.arn(), "RUNNING");
        assertThat(container(running, "app")
                        .networkBindings()
                        .orElseThrow()
                        .getFirst()
                        .hostPort())
                .contains(port);
    }

    @Test
    void aPortThatAStrangersProcessHasIsNamedWithIt() throws Exception {
        try (var strangers = new ServerSocket(0)) {
            AcsTask task = onPort(strangers.getLocalPort());

            control.assign(task);

            ContainerStateChange app = container(control.awaitReport(task.arn(), "STOPPED"), "app");
            assertThat(app.reason().orElseThrow())
                    .startsWith("CannotStartContainerError: ")
                    .contains("tcp port " + strangers.getLocalPort() + " is held by ")
                    .endsWith(" (pid " + ProcessHandle.current().pid() + "))");
        }
    }

    @Test
    void aPortThatAStrangersContainerHasIsNamedWithIt() throws Exception {
        int port = freePort();
        TestEngine.run(
                "docker run -d --name argosy-test-stranger -p %d:80 --label com.amazonaws.ecs.cluster=%s %s sleep 60"
                        .formatted(port, ControlPlane.CLUSTER, TestEngine.IMAGE));
        AcsTask task = onPort(port);

        control.assign(task);

        ContainerStateChange app = container(control.awaitReport(task.arn(), "STOPPED"), "app");
        assertThat(app.reason().orElseThrow())
                .contains("(tcp port " + port + " is held by container argosy-test-stranger)");
    }

    private static AcsTask onPort(int port) {
        return Agents.task(
                shell("app", "exec sleep 600").portMappings(List.of(new PortMapping(80, port, Optional.of("tcp")))));
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aContainerThatTakesTooMuchMemoryIsCalledOutOfMemory() throws Exception {
        AcsTask task = Agents.task(shell("app", "head -c 64m /dev/zero | tail").memory(16));

        control.assign(task);

        ContainerStateChange app = container(control.awaitReport(task.arn(), "STOPPED"), "app");
        assertThat(app.reason()).contains("OutOfMemoryError: Container killed due to memory usage");
        assertThat(app.exitCode()).contains(137);
    }

    @Test
    void aContainerUnderARestartPolicyRunsAgainInPlace() throws Exception {
        AcsTask task =
                Agents.task(shell("app", "[ -e /tmp/second ] && exec sleep 600; touch /tmp/second; sleep 2; exit 9")
                        .restartPolicy(Optional.of(new AcsContainer.RestartPolicy(true, List.of(), Optional.of(1)))));
        control.assign(task);
        String id = container(control.awaitReport(task.arn(), "RUNNING"), "app")
                .runtimeId()
                .orElseThrow();
        var firstStart = docker.inspect(id).life().startedAt();

        for (int i = 0; i < 1_200 && docker.inspect(id).life().startedAt().equals(firstStart); i++) {
            Thread.sleep(50);
        }

        assertThat(docker.inspect(id).life().startedAt()).isNotEqualTo(firstStart);
        Thread.sleep(500);
        assertThat(docker.inspect(id).life().running()).isTrue();
        assertThat(control.reports)
                .filteredOn(report -> report.task().equals(Optional.of(task.arn())))
                .hasSize(1);
    }

    @Test
    void whatCannotRunHereIsRefusedWithAReason() throws Exception {
        AcsTask circle = Agents.task(
                shell("a", "true").dependsOn(List.of(new Dependency("b", "START"))),
                shell("b", "true").dependsOn(List.of(new Dependency("a", "START"))));
        AcsTask elsewhere =
                Agents.builder(shell("app", "true")).networkMode("awsvpc").build();
        AcsTask nowhere =
                Agents.task(shell("app", "true").mountPoints(List.of(new MountPoint("absent", "/data", false))));

        control.assign(circle, elsewhere, nowhere);

        assertThat(control.awaitReport(circle.arn(), "STOPPED").reason())
                .contains("Task dependencies cannot be resolved, taskArn: " + circle.arn());
        assertThat(control.awaitReport(elsewhere.arn(), "STOPPED").reason().orElseThrow())
                .contains("no network interface was given");
        assertThat(container(control.awaitReport(nowhere.arn(), "STOPPED"), "app")
                        .reason())
                .contains("HostConfigError: Invalid volume referenced: absent");
    }

    @Test
    void labelsAndNamesAreTheAgents() throws Exception {
        AcsTask task = Agents.task(shell("my_app", "exec sleep 600")
                .dockerConfig("{\"Labels\":{\"mine\":\"1\",\"com.amazonaws.ecs.task-arn\":\"forged\"}}", "{}"));

        control.assign(task);
        String id = container(control.awaitReport(task.arn(), "RUNNING"), "my_app")
                .runtimeId()
                .orElseThrow();

        Inspected made = docker.inspect(id);
        assertThat(made.name()).matches("ecs-web-1-myapp-[0-9a-f]{20}");
        assertThat(made.labels())
                .containsEntry("mine", "1")
                .containsEntry("com.amazonaws.ecs.task-arn", task.arn())
                .containsEntry("com.amazonaws.ecs.container-name", "my_app")
                .containsEntry("com.amazonaws.ecs.task-definition-family", "web")
                .containsEntry("com.amazonaws.ecs.cluster", ControlPlane.CLUSTER);
    }
}
