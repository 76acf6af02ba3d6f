package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.Docker;
import io.argosy.docker.Found;
import io.argosy.docker.TestEngine;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsMessage.TaskNetworkMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the containers of a task share on a real engine, and what they are told of it by their address alone.
@Tag("engine")
final class TaskNamespacesTest {
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

    private static AcsContainer.Builder shell(String name, String script) {
        return AcsContainer.of(name, TestEngine.IMAGE)
                .command(List.of("sh", "-c", script))
                .stopTimeout(Optional.of(1));
    }

    private static AcsContainer.Builder beside(String script) {
        return shell("beside", script).essential(false);
    }

    private String printed(AcsTask task) throws Exception {
        control.assign(task);
        control.awaitReport(task.arn(), "STOPPED");
        for (Found found : docker.containers("com.amazonaws.ecs.task-arn=" + task.arn())) {
            if (docker.inspect(found.id()).labels().containsValue("app")) {
                return String.join("\n", docker.lastLines(found.id(), 100));
            }
        }
        throw new AssertionError("no container app");
    }

    @Test
    void containersOfAPidModeOfTheTaskSeeEachOther() throws Exception {
        String said = printed(Agents.builder(shell("app", "sleep 1; ps -o pid,args"), beside("exec sleep 4242"))
                .pidMode(Optional.of("task"))
                .build());

        assertThat(said).contains("sleep 4242").contains("/pause").doesNotContain("dockerd");
    }

    /// The first of all processes is one that buries those whose parents are gone.
    @Test
    void nothingStaysOfAProcessThatLostItsParent() throws Exception {
        String said = printed(Agents.builder(shell("app", "(sleep 0.2 &); sleep 1; ps -o stat,args"))
                .pidMode(Optional.of("task"))
                .build());

        assertThat(said).contains("/pause").doesNotContain("Z ");
    }

    @Test
    void containersOfTheUsualModeDoNot() throws Exception {
        String said = printed(Agents.builder(shell("app", "sleep 1; ps -o pid,args"), beside("exec sleep 4242"))
                .build());

        assertThat(said).doesNotContain("sleep 4242");
    }

    @Test
    void memoryIsSharedInAnIpcModeOfTheTaskAndAsLargeAsTheLargestWish() throws Exception {
        String said = printed(Agents.builder(
                        shell("app", "sleep 1; cat /dev/shm/note; df -m /dev/shm"),
                        beside("echo from-beside > /dev/shm/note; exec sleep 60")
                                .dockerConfig("{}", "{\"ShmSize\":%d}".formatted(17L << 20)))
                .ipcMode(Optional.of("task"))
                .build());

        assertThat(said).contains("from-beside").containsPattern("shm +17 ");
    }

    @Test
    void theOldestPathsKnowATaskByItsAddress() throws Exception {
        control.say(MessageCodec.ACS.write(new TaskNetworkMessage("n1", "10.214.78.0/24", "10.214.0.0/16", List.of())));
        String ask = "wget -q -O - ${ECS_CONTAINER_METADATA_URI%/v3/*}/v2/";
        AcsTask task = Agents.builder(
                        shell("app", "sleep 2; " + ask + "metadata; echo; " + ask + "stats | head -c 400"))
                .networkMode("awsvpc")
                .elasticNetworkInterfaces(List.of(new AcsTask.NetworkInterface(
                        "arn:aws:ecs:us-east-1:123456789012:attachment/a1",
                        "eni-1",
                        "0a:58:0a:d6:4e:02",
                        0,
                        List.of(new AcsTask.PrivateAddress(true, "10.214.78.2")),
                        "10.214.78.1/24",
                        Optional.empty(),
                        Optional.of("default"))))
                .build();

        String said = printed(task);

        assertThat(said)
                .contains("\"TaskARN\":\"" + task.arn() + "\"")
                .contains("\"Name\":\"app\"")
                .contains("\"cpu_stats\"")
                .doesNotContain("FaultInjectionEnabled");
    }
}
