package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.confinement.HostPolicy;
import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.DockerVolume;
import io.argosy.wire.acs.AcsTask.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A control plane that lets everything through, or is not ours, and tasks that want the host: the agent alone stands
/// between them and a real engine. Each trick either stops the task with a reason or shows nothing of the host.
@Tag("engine")
final class HostAttackTest {
    private static final String SECRET = "the-root-key";

    @TempDir
    private Path host;

    private Path root;
    private Docker docker;
    private ControlPlane control;
    private Agent agent;

    @BeforeEach
    void join() throws Exception {
        root = Files.createDirectories(host.resolve("volumes"));
        Files.writeString(host.resolve("credentials"), SECRET);
        docker = TestEngine.connect();
        control = new ControlPlane();
        agent = Agents.start(
                control,
                Files.createDirectory(host.resolve("agent")),
                settings -> settings.withPolicy(HostPolicy.safe(root)));
        control.awaitConnection();
    }

    @AfterEach
    void leave() throws Exception {
        agent.close();
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    /// Mounts the volume and ends with 7 when the secret can be read anywhere around the mount.
    private static AcsTask thief(Volume volume, String containerPath) {
        String script = "for f in /mnt/credentials /mnt/../credentials /out/credentials /ro/credentials /mnt; do"
                + " grep -q " + SECRET + " $f && exit 7; done; true";
        return Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", script))
                        .mountPoints(List.of(new MountPoint(volume.name(), containerPath, false))))
                .volumes(List.of(volume))
                .build();
    }

    private String refusal(AcsTask task) throws Exception {
        control.assign(task);
        ContainerStateChange app = app(control.awaitReport(task.arn(), "STOPPED"));
        assertThat(app.exitCode()).as("it must never have run").isEmpty();
        return app.reason().orElse("");
    }

    private static ContainerStateChange app(SubmitTaskStateChangeRequest report) {
        return report.containers().orElseThrow().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ROOT/..:/mnt            | ro    | a colon
            HOST:/mnt               | ro    | a colon
            ROOT/../credentials     | /mnt  | is not below
            ROOT/a/../../agent      | /mnt  | is not below
            HOST                    | /mnt  | is not below
            /etc                    | /mnt  | is not below
            /                       | /mnt  | is not below
            ROOT-2                  | /mnt  | is not below
            volumes                 | /mnt  | is not an absolute path
            ROOT/a<LF>b             | /mnt  | a control character
            ROOT/a<NUL>b            | /mnt  | a control character
            /var/run/docker.sock    | /mnt  | is not below
            /proc/1/root            | /mnt  | is not below
            ROOT/a                  | ../mnt      | is not an absolute path
            ROOT/a                  | /mnt/../etc | contains '..'
            ROOT/a                  | /mnt:ro     | a colon
            """)
    void aPathThatMeansAnotherPlaceIsRefused(String source, String target, String why) throws Exception {
        String path = source.replace("ROOT", root.toString())
                .replace("HOST", host.toString())
                .replace("<LF>", "\n")
                .replace("<NUL>", "\0");

        assertThat(refusal(thief(Volume.host("v", Optional.of(path)), target)))
                .startsWith("HostConfigError: ")
                .contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app/x", "app/x/agent", "app/x/../x", "link"})
    void aLinkThatATaskLaidIsNotFollowed(String path) throws Exception {
        Files.createDirectories(root.resolve("app"));
        AcsTask layer = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", "ln -s " + host + " /data/app/x; ln -s / /data/link"))
                        .mountPoints(List.of(new MountPoint("v", "/data", false))))
                .volumes(List.of(Volume.host("v", Optional.of(root.toString()))))
                .build();
        control.assign(layer);
        assertThat(app(control.awaitReport(layer.arn(), "STOPPED")).exitCode()).contains(0);

        assertThat(refusal(thief(Volume.host("v", Optional.of(root.resolve(path).toString())), "/mnt")))
                .contains("is a symbolic link");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none    | bind            | HOST      | is not below
            none    | ro,rbind        | HOST      | is not below
            nfs     | bind            | HOST      | is not below
            none    | bind            | ROOT/link | is a symbolic link
            ext4    | ro              | /dev/sda1 | --allow-privileged
            overlay | lowerdir=HOST   | overlay   | --allow-privileged
            proc    | ro              | proc      | --allow-privileged
            """)
    void aDockerVolumeIsNoWayAround(String type, String options, String device, String why) throws Exception {
        Files.createSymbolicLink(root.resolve("link"), host);
        Map<String, String> given = Map.of(
                "type",
                type,
                "o",
                options.replace("HOST", host.toString()),
                "device",
                device.replace("HOST", host.toString()).replace("ROOT", root.toString()));
        var volume = new DockerVolume(Optional.of("task"), false, Optional.of("local"), given, Map.of());

        assertThat(refusal(thief(Volume.docker("v", volume), "/mnt"))).contains(why);
    }

    @Test
    void aSharedVolumeIsNotNamedLikeAPath() throws Exception {
        var shared = new DockerVolume(Optional.of("shared"), true, Optional.empty(), Map.of(), Map.of());

        assertThat(refusal(thief(Volume.docker(host.toString(), shared), "/mnt")))
                .contains("is not the name of a Docker volume");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Privileged\":true}",
                "{\"PidMode\":\"host\"}",
                "{\"IpcMode\":\"host\"}",
                "{\"IpcMode\":\"container:other\"}",
                "{\"NetworkMode\":\"container:other\"}",
                "{\"Binds\":[\"/:/mnt\"]}",
                "{\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"/\",\"Target\":\"/mnt\"}]}",
                "{\"VolumesFrom\":[\"other\"]}",
                "{\"CgroupParent\":\"/\"}",
                "{\"UsernsMode\":\"host\"}",
                "{\"UTSMode\":\"host\"}",
                "{\"Runtime\":\"other\"}",
                "{\"MaskedPaths\":[]}",
                "{\"DeviceCgroupRules\":[\"a *:* rwm\"]}",
                "{\"Devices\":[{\"PathOnHost\":\"/dev/kmsg\",\"PathInContainer\":\"/dev/k\"}]}",
                "{\"CapAdd\":[\"CAP_sys_admin\"]}",
                "{\"NetworkMode\":\"host\",\"CapAdd\":[\"NET_ADMIN\"]}",
                "{\"SecurityOpt\":[\"seccomp=unconfined\"]}",
                "{\"Tmpfs\":{\"/a/../b\":\"\"}}",
                "{\"LogConfig\":{\"Type\":\"syslog\",\"Config\":{\"syslog-address\":\"unix:///var/run/docker.sock\"}}}",
                "{\"LogConfig\":{\"Type\":\"syslog\",\"Config\":{\"syslog-tls-key\":\"/etc/shadow\"}}}"
            })
    void whatLeadsOutOfAContainerIsRefused(String hostConfig) throws Exception {
        AcsTask task = Agents.task(AcsContainer.of("app", TestEngine.IMAGE)
                .command(List.of("true"))
                .dockerConfig("{}", hostConfig));

        assertThat(refusal(task)).startsWith("HostConfigError: ");
    }

    @Test
    void namespacesOfTheHostAreRefusedAlsoAsTheTasks() throws Exception {
        AcsTask task = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("true")))
                .pidMode(Optional.of("host"))
                .build();

        assertThat(refusal(task))
                .contains("pidMode 'host' is refused on this host")
                .contains("--allow-host-pid");
    }

    @Test
    void whatATaskMayHaveItGets() throws Exception {
        AcsTask task = Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", "echo kept > /data/file"))
                        .mountPoints(List.of(new MountPoint("v", "/data/", false))))
                .volumes(List.of(Volume.host("v", Optional.of(root + "/web//data/"))))
                .build();

        control.assign(task);

        assertThat(app(control.awaitReport(task.arn(), "STOPPED")).exitCode()).contains(0);
        assertThat(root.resolve("web/data/file")).hasContent("kept\n");
    }
}
