package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.Docker;
import io.argosy.docker.Found;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.tasknetworks.Commands;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsMessage.TaskNetworkMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tasks with addresses of their own on a real engine, seen from inside, from beside, and by what is reported.
@Tag("engine")
final class TaskNetworkTest {
    private static final String SUBNET = "10.214.77.0/24";
    private static final String PAUSE = "~internal~ecs~pause";

    @TempDir
    private Path directory;

    private Docker docker;
    private ControlPlane control;
    private Agent agent;
    private int last = 1;

    @BeforeEach
    void join() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
        agent = Agents.start(control, directory);
        control.awaitConnection();
        control.say(MessageCodec.ACS.write(new TaskNetworkMessage("n1", SUBNET, "10.214.0.0/16", List.of())));
    }

    @AfterEach
    void leave() throws Exception {
        agent.close();
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    private AcsTask task(AcsContainer.Builder... containers) {
        last++;
        return Agents.builder(containers)
                .networkMode("awsvpc")
                .elasticNetworkInterfaces(List.of(new AcsTask.NetworkInterface(
                        "arn:aws:ecs:us-east-1:123456789012:attachment/a" + last,
                        "eni-1",
                        "0a:58:0a:d6:4d:%02x".formatted(last),
                        0,
                        List.of(new AcsTask.PrivateAddress(true, "10.214.77." + last)),
                        "10.214.77.1/24",
                        Optional.of("ip-10-214-77-" + last + ".us-east-1.compute.internal"),
                        Optional.of("default"))))
                .build();
    }

    private static AcsContainer.Builder shell(String name, String script) {
        return AcsContainer.of(name, TestEngine.IMAGE)
                .command(List.of("sh", "-c", script))
                .stopTimeout(Optional.of(1));
    }

    private static AcsContainer.Builder server(String says) {
        return shell("server", "echo " + says + " > /tmp/said; exec httpd -f -p 8080 -h /tmp");
    }

    private String printed(AcsTask task, String container) throws Exception {
        control.awaitReport(task.arn(), "STOPPED");
        for (Found found : docker.containers("com.amazonaws.ecs.task-arn=" + task.arn())) {
            if (docker.inspect(found.id()).labels().containsValue(container)) {
                return String.join("\n", docker.lastLines(found.id(), 50));
            }
        }
        throw new AssertionError("no container " + container);
    }

    private Found pause(AcsTask task) throws Exception {
        return docker.containers("com.amazonaws.ecs.task-arn=" + task.arn()).stream()
                .filter(found -> found.toString().contains("internalecspause"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTaskHasItsAddressAndItsContainersShareIt() throws Exception {
        AcsTask task = task(
                server("of-the-task"),
                shell(
                        "app",
                        "sleep 1; hostname; ip -4 addr show eth0; wget -q -O - http://127.0.0.1:8080/said; exit 0"));

        control.assign(task);

        String said = printed(task, "app");
        assertThat(said)
                .contains("ip-10-214-77-2.us-east-1.compute.internal")
                .contains("inet 10.214.77.2/24")
                .contains("of-the-task");
        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        assertThat(stopped.containers().orElseThrow())
                .extracting(ContainerStateChange::containerName)
                .doesNotContain(Optional.of(PAUSE));
    }

    @Test
    void tasksReachEachOtherAndTheMetadataAddress() throws Exception {
        AcsTask server = task(server("of-the-other"));
        control.assign(server);
        control.awaitReport(server.arn(), "RUNNING");
        AcsTask client = task(shell(
                "client",
                "wget -q -O - http://10.214.77.2:8080/said;"
                        + " wget -q -O - $ECS_CONTAINER_METADATA_URI_V4 | head -c 600; exit 0"));

        control.assign(client);

        assertThat(printed(client, "client")).contains("of-the-other").contains("\"DockerId\"");
    }

    /// Version 4 by the id that only a container has, version 2 by the address that only the task has.
    @Test
    void aTaskIsToldItsNetwork() throws Exception {
        String base = "${ECS_CONTAINER_METADATA_URI_V4%/v4/*}";
        AcsTask own = task(shell(
                "own",
                "wget -q -O - $ECS_CONTAINER_METADATA_URI_V4 | sed 's/.*Networks/Networks/';" + " wget -q -O - " + base
                        + "/v2/metadata | head -c 300; exit 0"));
        AcsTask stranger = Agents.builder(
                        shell("stranger", "wget -q -O - " + base + "/v2/metadata && echo told; exit 0"))
                .build();

        control.assign(own, stranger);

        assertThat(printed(own, "own"))
                .contains("\"NetworkMode\":\"awsvpc\"")
                .contains("\"IPv4Addresses\":[\"10.214.77.2\"]")
                .contains("\"MACAddress\":\"0a:58:0a:d6:4d:02\"")
                .contains("\"IPv4SubnetCIDRBlock\":\"10.214.77.0/24\"")
                .contains("\"PrivateDNSName\":\"ip-10-214-77-2.us-east-1.compute.internal\"")
                .contains("\"SubnetGatewayIpv4Address\":\"10.214.77.1/24\"")
                .contains("\"TaskARN\":\"" + own.arn());
        assertThat(printed(stranger, "stranger")).doesNotContain("told");
    }

    @Test
    void theHostIsLeftAsItWasWhenNoTaskIsLeft() throws Exception {
        AcsTask task = task(shell("app", "exit 0"));
        control.assign(task);
        control.awaitReport(task.arn(), "STOPPED");
        assertThat(Commands.output("iptables-save").orElseThrow()).contains(SUBNET);

        agent.close();

        assertThat(Commands.output("iptables-save").orElseThrow()).doesNotContain(SUBNET);
        assertThat(Commands.output("ip", "-4", "route").orElseThrow()).doesNotContain("unreachable");
        assertThat(Commands.output("ip", "-4", "addr", "show", "lo").orElseThrow())
                .doesNotContain("10.214.77.1");
    }

    /// Another's address, taken by a task that may set its own: what it sends under that goes nowhere.
    @Test
    void aTaskCannotSendUnderAnotherAddress() throws Exception {
        AcsTask server = task(server("of-the-other"));
        control.assign(server);
        control.awaitReport(server.arn(), "RUNNING");
        AcsTask liar = task(shell(
                        "liar",
                        "ping -c 1 -W 1 10.214.77.2 && echo true-one;"
                                + " ip addr add 10.214.77.99/32 dev eth0; ip addr;"
                                + " ping -c 1 -W 1 -I 10.214.77.99 10.214.77.1 && echo false-one; exit 0")
                .dockerConfig("{}", "{\"CapAdd\":[\"NET_ADMIN\"]}"));

        control.assign(liar);

        assertThat(printed(liar, "liar"))
                .contains("true-one")
                .contains("10.214.77.99")
                .doesNotContain("false-one");
    }

    @Test
    void aTaskEndsWithItsPauseContainer() throws Exception {
        AcsTask task = task(shell("app", "exec sleep 600"));
        control.assign(task);
        control.awaitReport(task.arn(), "RUNNING");

        docker.kill(pause(task).id(), "SIGKILL");

        control.awaitReport(task.arn(), "STOPPED");
    }

    @Test
    void theNextAgentTakesTheTaskUpWithItsPauseContainer() throws Exception {
        AcsTask task = task(shell("app", "exec sleep 600"));
        control.assign(task);
        control.awaitReport(task.arn(), "RUNNING");
        Found before = pause(task);

        agent.close();
        agent = Agents.start(control, directory);
        control.awaitConnection();
        control.assign(AcsTask.stop(task.arn(), "", ""));

        control.awaitReport(task.arn(), "STOPPED");
        assertThat(docker.inspect(before.id()).life().running()).isFalse();
        assertThat(Duration.between(
                        docker.inspect(before.id()).life().startedAt().orElseThrow(),
                        docker.inspect(before.id()).life().finishedAt().orElseThrow()))
                .isPositive();
    }

    @Test
    void anAddressOfAnotherSubnetIsRefusedWithTheReason() throws Exception {
        control.say(MessageCodec.ACS.write(new TaskNetworkMessage("n2", "10.214.78.0/24", "10.214.0.0/16", List.of())));
        AcsTask task = task(shell("app", "exec sleep 600"));

        control.assign(task);

        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        assertThat(stopped.reason().orElse(""))
                .startsWith("ResourceInitializationError: the task's network could not be set up")
                .contains("10.214.77.2");
    }
}
