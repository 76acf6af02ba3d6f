package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From `aws ecs run-task --launch-type FARGATE` to a task whose size and settings are seen from inside; and what only
/// tasks of EC2 can have.
@Tag("program")
final class FargateTest {
    private static final String NETWORK = "awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1]}";
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private static final String ON_FARGATE = """
            {"family": "sized", "networkMode": "awsvpc", "cpu": "256", "memory": "512", "pidMode": "task",
             "requiresCompatibilities": ["FARGATE"], "ephemeralStorage": {"sizeInGiB": 25},
             "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
             "containerDefinitions": [
              {"name": "app", "image": "argosy-acceptance/busybox:local", "command": ["sleep", "600"],
               "ulimits": [{"name": "nofile", "softLimit": 1000, "hardLimit": 2000}],
               "systemControls": [{"namespace": "net.core.somaxconn", "value": "777"}],
               "linuxParameters": {"initProcessEnabled": true, "capabilities": {"drop": ["NET_RAW"]},
                "tmpfs": [{"containerPath": "/scratch", "size": 16, "mountOptions": ["rw", "noexec"]}]}},
              {"name": "beside", "image": "argosy-acceptance/busybox:local", "command": ["sleep", "4242"]}]}
            """;

    private static final String ON_EC2 = """
            {"family": "tuned", "networkMode": "bridge", "ipcMode": "task", "memory": "256",
             "containerDefinitions": [
              {"name": "app", "image": "argosy-acceptance/busybox:local", "command": ["sleep", "600"], "memory": 128,
               "ulimits": [{"name": "nproc", "softLimit": 500, "hardLimit": 600}],
               "systemControls": [{"namespace": "kernel.msgmax", "value": "9999"}],
               "linuxParameters": {"sharedMemorySize": 33, "maxSwap": 64, "swappiness": 10,
                "initProcessEnabled": true}}]}
            """;

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startWithAgent("--pull", "prefer_cached");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void register(String definition) throws IOException {
        Path file = Files.writeString(folder.resolve("definition.json"), definition);
        machine.aws("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    /// The ARN of a task that runs.
    private static String run(String... words) {
        List<String> all = new ArrayList<>(List.of("ecs", "run-task", "--cluster", PackagedProgram.CLUSTER));
        all.addAll(List.of("--query", "tasks[0].taskArn"));
        all.addAll(List.of(words));
        String arn = machine.aws(all.toArray(String[]::new)).strip();
        machine.aws("ecs", "wait", "tasks-running", "--cluster", PackagedProgram.CLUSTER, "--tasks", arn);
        return arn;
    }

    private static String described(String arn, String query) {
        return machine.aws(
                "ecs",
                "describe-tasks",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--tasks",
                arn,
                "--query",
                "tasks[0].[" + query + "]");
    }

    private static String inside(String container, String script) {
        return machine.docker("exec", container, "sh", "-c", script);
    }

    private static String container(String arn) {
        return described(arn, "containers[?name=='app'].runtimeId|[0]").strip();
    }

    @Test
    void aTaskOfFargateIsHeldToItsSize() throws IOException {
        register(ON_FARGATE);
        String arn = run("--task-definition", "sized", "--launch-type", "FARGATE", "--network-configuration", NETWORK);

        assertThat(described(
                                arn,
                                "launchType,platformVersion,platformFamily,cpu,memory,ephemeralStorage.sizeInGiB,"
                                        + "containerInstanceArn,attachments[0].status")
                        .strip())
                .isEqualTo("FARGATE\t1.4.0\tLinux\t256\t512\t25\tNone\tATTACHED");
        String app = container(arn);
        String limits = "ulimit -n; cat /proc/sys/net/core/somaxconn; ";
        assertThat(inside(app, limits + "busybox df -m /scratch; busybox mount; busybox ps"))
                .startsWith("1000\n777\n")
                .containsPattern("tmpfs +16 ")
                .containsPattern("/scratch type tmpfs \\(rw,.*noexec")
                .contains("sleep 4242");
        assertThat(inside(app, "busybox wget -q -O - $ECS_CONTAINER_METADATA_URI_V4/task"))
                .contains("\"LaunchType\":\"FARGATE\"", "\"Limits\":{\"CPU\":0.25,\"Memory\":512}", "\"ClockDrift\":{")
                .doesNotContain("pause");
        assertThat(limits(app, "memory.limit_in_bytes", "memory", "memory.max")).isEqualTo("536870912");
        assertThat(limits(app, "cpu.cfs_quota_us", "cpu", "cpu.max")).startsWith("25000");
    }

    /// Of the cgroup that all containers of the task are in.
    private static String limits(String container, String file, String controller, String unified) throws IOException {
        String parent = machine.docker("inspect", "--format", "{{.HostConfig.CgroupParent}}", container)
                .strip();
        Path old = CGROUPS.resolve(controller + parent).resolve(file);
        return Files.readString(
                        Files.exists(old)
                                ? old
                                : CGROUPS.resolve(parent.substring(1)).resolve(unified))
                .strip();
    }

    @Test
    void providersAreShownAndOthersAreNotKnown() throws IOException {
        register(ON_FARGATE);
        String arn = run(
                "--task-definition",
                "sized",
                "--capacity-provider-strategy",
                "capacityProvider=FARGATE_SPOT,weight=1",
                "--network-configuration",
                NETWORK);

        assertThat(described(arn, "launchType,capacityProviderName").strip()).isEqualTo("FARGATE\tFARGATE_SPOT");
        assertThat(machine.tryAws(
                                "ecs",
                                "run-task",
                                "--cluster",
                                PackagedProgram.CLUSTER,
                                "--task-definition",
                                "sized",
                                "--capacity-provider-strategy",
                                "capacityProvider=mine,weight=1",
                                "--network-configuration",
                                NETWORK)
                        .output())
                .contains("InvalidParameterException", "not associated with the cluster");
    }

    @Test
    void aContainerHasWhatItsDefinitionSays() throws IOException {
        register(ON_EC2);
        String app = container(run("--task-definition", "tuned"));

        assertThat(inside(app, "ulimit -u; cat /proc/sys/kernel/msgmax; busybox df -m /dev/shm; busybox ps"))
                .startsWith("500\n9999\n")
                .containsPattern("shm +33 ")
                .contains("docker-init");
        assertThat(machine.docker(
                                "inspect",
                                "--format",
                                "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.MemorySwappiness}}",
                                app)
                        .strip())
                .isEqualTo("134217728 201326592 10");
    }
}
