package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A capacity provider whose hosts are namespaces of this machine: sixty short tasks have three of them made, which go
/// again when nothing is left to do. A service on a host that was there before is not disturbed.
@Tag("program")
final class CapacityTest {
    private static final String PROVIDER = "made";
    private static final String GROUP =
            "arn:aws:autoscaling:local-1:123456789012:autoScalingGroup:any:autoScalingGroupName/pool";
    private static final Duration LONG = Duration.ofMinutes(4);

    private static final String SETTINGS = """
            [instances]
            scaling-period = "1s"
            [instances.groups.pool]
            kind = "local"
            max = 3
            cpu = 640
            memory = "640 MiB"
            attributes = ["pool=made"]
            """;

    private static final String TASK = """
            {"family": "%s", "networkMode": "none", "containerDefinitions": [
              {"name": "app", "image": "%s", "command": ["sleep", "%s"], "cpu": 64, "memory": 32}]}
            """;

    @TempDir
    private Path folder;

    private Wires wires;
    private PackagedProgram machine;
    private String image = "";

    @BeforeEach
    void start() throws IOException {
        wires = new Wires(85);
        Busybox.make(folder);
        machine = new PackagedProgram(folder, wires.server());
        Path settings = Files.writeString(folder.resolve("argosy.toml"), SETTINGS);
        machine.startServer("--config", settings.toString());
        machine.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        machine.startAgent("--attributes", "pool=fixed");
        image = pushed();
    }

    /// The image in the server's registry, from where every host has it.
    private String pushed() {
        String registry = machine.uri().getAuthority();
        String configuration = folder.resolve("docker").toString();
        machine.aws("ecr", "create-repository", "--repository-name", "busybox");
        String password = machine.aws("ecr", "get-login-password");
        machine.docker("--config", configuration, "login", "-u", "AWS", "-p", password, registry);
        machine.docker("tag", Busybox.IMAGE, registry + "/busybox:1");
        machine.docker("--config", configuration, "push", "-q", registry + "/busybox:1");
        return registry + "/busybox:1";
    }

    @AfterEach
    void stop() {
        for (String host : hosts()) {
            Shell.attempt("kill -9 $(pgrep -f '" + folder + "/server/groups/pool/" + host + " ')");
        }
        machine.close();
        wires.close();
        Shell.attempt("umount -l $(awk '{print $2}' /proc/mounts | grep '^" + folder + "/') 2>/dev/null");
    }

    private String ecs(String words) {
        return machine.aws(("ecs " + words + " --cluster " + PackagedProgram.CLUSTER).split("\\s+"));
    }

    private List<String> hosts() {
        Path pool = folder.resolve("server/groups/pool");
        return Files.isDirectory(pool)
                ? Shell.run("ls " + pool)
                        .lines()
                        .filter(name -> name.matches("h[0-9]+"))
                        .toList()
                : List.of();
    }

    private void define(String family, String seconds) throws IOException {
        Path file = Files.writeString(folder.resolve(family + ".json"), TASK.formatted(family, image, seconds));
        machine.aws("ecs", "register-task-definition", "--cli-input-json", "file://" + file);
    }

    private long instances() {
        return ecs("list-container-instances --query containerInstanceArns[]").split("\\s+").length;
    }

    private void provide() {
        machine.aws(
                "ecs",
                "create-capacity-provider",
                "--name",
                PROVIDER,
                "--auto-scaling-group-provider",
                "autoScalingGroupArn=" + GROUP + ",managedScaling={status=ENABLED,instanceWarmupPeriod=1}"
                        + ",managedTerminationProtection=ENABLED");
        ecs("put-cluster-capacity-providers --capacity-providers " + PROVIDER
                + " --default-capacity-provider-strategy capacityProvider=" + PROVIDER);
    }

    @Test
    void fromNoHostToThreeAndBackForSixtyTasks() throws IOException {
        define("steady", "3600");
        define("short", "2");
        ecs("create-service --service-name steady --task-definition steady --desired-count 2"
                + " --placement-constraints type=memberOf,expression=attribute:pool==fixed");
        machine.waits("services-stable", "steady");
        List<String> before = machine.containers("steady");
        provide();
        assertThat(hosts()).isEmpty();

        for (int i = 0; i < 6; i++) {
            assertThat(ecs("run-task --task-definition short --count 10 --query tasks[].lastStatus"))
                    .containsPattern("PROVISIONING|PENDING");
        }
        PackagedProgram.await("three hosts have joined", LONG, () -> instances() == 4);
        assertThat(hosts()).hasSize(3);
        assertThat(machine.aws(
                        "ecs",
                        "describe-container-instances",
                        "--cluster",
                        PackagedProgram.CLUSTER,
                        "--container-instances",
                        anyOf(PROVIDER),
                        "--query",
                        "containerInstances[0].[capacityProviderName,registeredResources[?name=='CPU']"
                                + ".integerValue|[0]]"))
                .isEqualToIgnoringWhitespace(PROVIDER + "\t640");
        PackagedProgram.await(
                "all tasks are done",
                LONG,
                () -> ecs("list-tasks --family short --desired-status STOPPED --query taskArns[]")
                                .split("\\s+")
                                .length
                        == 60);
        PackagedProgram.await("no host is left", LONG, () -> instances() == 1 && hosts().isEmpty());

        assertThat(machine.containers("steady")).isEqualTo(before);
        assertThat(ecs("describe-tasks --tasks "
                        + ecs("list-tasks --family short --desired-status STOPPED --query taskArns[]")
                        + " --query tasks[?stopCode!='EssentialContainerExited'].stoppedReason"))
                .isBlank();
    }

    private String anyOf(String provider) {
        return ecs("list-container-instances --filter attribute:pool==" + provider
                        + " --query containerInstanceArns[0]")
                .strip();
    }
}
