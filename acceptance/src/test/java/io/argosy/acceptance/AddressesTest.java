package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ApiException;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.NetworkConfiguration;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Tasks of network mode `awsvpc` on two hosts, each an engine and an agent in a namespace: they reach each other by
/// their private addresses, before and after agent and server are killed, and an address that is given back rests.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
final class AddressesTest {
    private static final String CLUSTER = "addressed";
    private static final List<Integer> HOSTS = List.of(61, 62);

    @TempDir
    private Path folder;

    private WiredFleet fleet;
    private ApiClient api;
    private Kept server;
    private List<Host> hosts = List.of();

    @BeforeEach
    void start() throws IOException {
        // What other tests' agents forbid to come from elsewhere crosses this machine here.
        fleet = new WiredFleet(folder, 80, "addresses.pool=10.215.0.0/16");
        api = fleet.start();
        server = fleet.server();
        hosts = fleet.hosts();
        WiredFleet.makeCluster(api, CLUSTER);
        fleet.join(api, CLUSTER, HOSTS);
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void tasksReachEachOtherByTheirAddressesAcrossHosts() throws IOException {
        define();
        List<String> tasks = new ArrayList<>();
        PackagedProgram.await("a task runs on each host", () -> place(tasks, 2));
        Seen one = seen(tasks.getFirst());
        Seen two = seen(tasks.getLast());

        assertThat(one.inside("busybox ip -4 addr show eth0")).contains("inet " + one.address + "/24");
        assertThat(one.inside("busybox wget -q -O - http://127.0.0.1:8080/said"))
                .isEqualTo(one.id());
        reaches(one, two);
        reaches(two, one);

        for (Host host : hosts) {
            host.stopAgent(true);
        }
        server.kill();
        reaches(one, two);
        server.start();
        hosts.forEach(Host::startAgent);
        PackagedProgram.await("both are told again", () -> connected(one.task) && connected(two.task));
        assertThat(seen(one.task)).isEqualTo(one);
        assertThat(seen(two.task)).isEqualTo(two);
        reaches(one, two);

        call(() -> api.call(
                Ecs.STOP_TASK,
                StopTaskRequest.builder().cluster(CLUSTER).task(one.task).build()));
        PackagedProgram.await("it has stopped", () -> status(one.task).equals("STOPPED"));
        List<String> more = new ArrayList<>();
        PackagedProgram.await("the next one runs in its place", () -> place(more, 1));
        Seen next = seen(more.getFirst());
        assertThat(next.host).isSameAs(one.host);
        assertThat(next.address).isNotEqualTo(one.address);
        reaches(next, two);
        reaches(two, next);
    }

    private static void reaches(Seen from, Seen to) {
        PackagedProgram.await(
                from.address + " reaches " + to.address,
                Duration.ofSeconds(20),
                () -> from.inside("busybox timeout 3 busybox wget -q -O - http://" + to.address + ":8080/said || true")
                        .equals(to.id()));
    }

    /// A running task: where it is, its address as DescribeTasks tells it, and the container that asks.
    private record Seen(String task, Host host, String container, String address) {
        String id() {
            return task.substring(task.lastIndexOf('/') + 1);
        }

        String inside(String line) {
            return host.docker("exec", container, "sh", "-c", line);
        }
    }

    private Seen seen(String arn) {
        Task task = described(arn);
        String container = task.containers().orElseThrow().stream()
                .filter(one -> one.name().equals(Optional.of("asks")))
                .findFirst()
                .flatMap(one -> one.runtimeId())
                .orElseThrow();
        Host host = hosts.stream()
                .filter(one -> one.docker("ps", "-q", "--no-trunc").contains(container))
                .findFirst()
                .orElseThrow();
        String address = task.attachments().orElseThrow().getFirst().details().orElseThrow().stream()
                .filter(detail -> detail.name().equals(Optional.of("privateIPv4Address")))
                .findFirst()
                .flatMap(KeyValuePair::value)
                .orElseThrow();
        return new Seen(arn, host, container, address);
    }

    private void define() {
        String says = "busybox wget -q -O /tmp/task $ECS_CONTAINER_METADATA_URI_V4/task;"
                + " busybox sed 's:.*\"TaskARN\"\\:\"[^\"]*/\\([0-9a-f]*\\)\".*:\\1:' /tmp/task >/tmp/said;"
                + " exec busybox httpd -f -p 8080 -h /tmp";
        call(() -> api.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("pair")
                        .networkMode("awsvpc")
                        .containerDefinitions(List.of(container("says", says), container("asks", "exec sleep 3600")))
                        .build()));
    }

    private static ContainerDefinition container(String name, String script) {
        return ContainerDefinition.builder()
                .name(name)
                .image(Busybox.IMAGE)
                .memory(32)
                .essential(true)
                .stopTimeout(2)
                .command(List.of("sh", "-c", script))
                .build();
    }

    /// So many tasks that run, each on a host of its own.
    private boolean place(List<String> tasks, int count) {
        try {
            if (tasks.size() < count) {
                api.call(Ecs.RUN_TASK, asked())
                        .tasks()
                        .orElse(List.of())
                        .forEach(task -> tasks.add(task.taskArn().orElseThrow()));
            }
        } catch (IOException | ApiException notYet) {
            return false;
        }
        return tasks.size() == count
                && tasks.stream().allMatch(task -> status(task).equals("RUNNING"));
    }

    private static RunTaskRequest asked() {
        return RunTaskRequest.builder()
                .cluster(CLUSTER)
                .taskDefinition("pair")
                .placementConstraints(List.of(
                        PlacementConstraint.builder().type("distinctInstance").build()))
                .networkConfiguration(NetworkConfiguration.builder()
                        .awsvpcConfiguration(AwsVpcConfiguration.builder()
                                .subnets(List.of("subnet-a"))
                                .build())
                        .build())
                .build();
    }

    private String status(String task) {
        return described(task).lastStatus().orElse("");
    }

    private boolean connected(String task) {
        try {
            return described(task).connectivity().equals(Optional.of("CONNECTED"));
        } catch (UncheckedIOException | ApiException notYet) {
            return false;
        }
    }

    private Task described(String task) {
        return call(() -> api.call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .cluster(CLUSTER)
                                .tasks(List.of(task))
                                .build()))
                .tasks()
                .orElseThrow()
                .getFirst();
    }

    private interface Call<A> {
        A made() throws IOException;
    }

    private static <A extends Shape> A call(Call<A> call) {
        try {
            return call.made();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }
}
