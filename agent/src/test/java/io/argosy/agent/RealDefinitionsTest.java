package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.PullBehavior;
import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsContainer.PortMapping;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ECS takes at its limits runs, too.
@Tag("engine")
final class RealDefinitionsTest {
    @TempDir
    private static Path directory;

    private static Docker docker;
    private static ControlPlane control;
    private static Agent agent;

    @BeforeAll
    static void join() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
        agent = Agents.start(
                control,
                directory,
                settings -> settings.withStarting(new AgentSettings.Starting(
                        PullBehavior.PREFER_CACHED,
                        settings.starting().atOnce(),
                        settings.starting().taskLimits())));
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

    @Test
    void theLongestNamesRun() throws Exception {
        String longest = "n".repeat(255);
        AcsContainer container = sleeping(longest)
                .mountPoints(List.of(new MountPoint(longest, "/data", false)))
                .build();
        AcsTask task = AcsTask.start(Agents.freshArn(), longest, "1")
                .networkMode("bridge")
                .containers(List.of(container))
                .volumes(List.of(Volume.host(longest, Optional.empty())))
                .build();

        control.assign(task);

        assertThat(control.awaitReport(task.arn(), report -> true).status()).contains("RUNNING");
    }

    @Test
    void onePortRunsInBothProtocols() throws Exception {
        AcsTask task = Agents.task(sleeping("dns")
                .portMappings(List.of(
                        new PortMapping(53, 23_953, Optional.of("tcp")),
                        new PortMapping(53, 23_953, Optional.of("udp")))));

        control.assign(task);

        var bindings = control.awaitReport(task.arn(), "RUNNING")
                .containers()
                .orElseThrow()
                .getFirst()
                .networkBindings()
                .orElseThrow();
        assertThat(bindings)
                .allSatisfy(binding -> assertThat(binding.hostPort()).contains(23_953))
                .extracting(NetworkBinding::protocol)
                .containsExactlyInAnyOrder(Optional.of("tcp"), Optional.of("udp"));
    }

    private static AcsContainer.Builder sleeping(String name) {
        return AcsContainer.of(name, TestEngine.IMAGE)
                .command(List.of("sh", "-c", "exec sleep 600"))
                .stopTimeout(Optional.of(1));
    }
}
