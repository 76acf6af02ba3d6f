package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.confinement.HostPolicy;
import io.argosy.docker.Docker;
import io.argosy.docker.Found;
import io.argosy.docker.Inspected;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.Dependency;
import io.argosy.wire.acs.AcsContainer.Firelens;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Containers that log to the router of their task, on a real engine; the router is a small one, which reads what it is
/// told and speaks the protocol.
@Tag("engine")
final class FirelensTest {
    @TempDir
    private static Path directory;

    private static Docker docker;
    private static ControlPlane control;
    private static Agent agent;

    private static Path folders() {
        return directory.resolve("folders");
    }

    @BeforeAll
    static void join() throws Exception {
        docker = TestEngine.connect();
        TestRouter.importImage();
        control = new ControlPlane();
        Path link =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("agent")));
        Files.createDirectory(folders());
        agent = Agents.start(control, link, settings -> settings.withPolicy(HostPolicy.safe(folders())));
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

    private static AcsContainer.Builder router(String type, Map<String, String> options) {
        return AcsContainer.of("router", TestRouter.IMAGE)
                .command(List.of("perl", "/router.pl"))
                .firelens(Optional.of(new Firelens(type, options)))
                .stopTimeout(Optional.of(10));
    }

    private static AcsContainer.Builder sender(String name, String script, Map<String, String> options) {
        String host = JsonTree.write(Map.of("LogConfig", Map.of("Type", "awsfirelens", "Config", options)));
        return AcsContainer.of(name, TestEngine.IMAGE)
                .command(List.of("sh", "-c", script))
                .stopTimeout(Optional.of(1))
                .dockerConfig("{}", host);
    }

    private static String id(AcsTask task, String name) throws Exception {
        for (Found found : docker.containers("com.amazonaws.ecs.task-arn=" + task.arn())) {
            if (name.equals(found.labels().get("com.amazonaws.ecs.container-name"))) {
                return found.id();
            }
        }
        throw new AssertionError("the engine has no container " + name);
    }

    @Test
    void whatContainersWriteReachesTheOutputsTheyName() throws Exception {
        AcsTask task = Agents.task(
                sender(
                        "app",
                        "echo first; echo wrong >&2; exec sleep 600",
                        Map.of("Name", "firehose", "delivery_stream", "web", "log-driver-buffer-limit", "4096")),
                sender("side", "echo other; exec sleep 600", Map.of("Name", "cloudwatch"))
                        .essential(false),
                router("fluentbit", Map.of()));

        control.assign(task);

        control.awaitReport(task.arn(), "RUNNING");
        List<String> lines = TestRouter.awaitLine(docker, id(task, "router"), "log=other");
        lines = lines.stream().anyMatch(line -> line.contains("log=wrong"))
                ? lines
                : TestRouter.awaitLine(docker, id(task, "router"), "log=wrong");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("output=firehose tag=app-firelens-" + task.id() + " ")
                        && line.contains("delivery_stream=web")
                        && line.contains("ecs_cluster=" + ControlPlane.CLUSTER + " ")
                        && line.contains("ecs_task_arn=" + task.arn() + " ")
                        && line.contains("ecs_task_definition=web:1 ")
                        && line.contains("log=first source=stdout"))
                .anyMatch(line -> line.contains("log=wrong source=stderr"))
                .anyMatch(line -> line.startsWith("output=cloudwatch tag=side-firelens-"));
        Inspected.Log log = docker.inspect(id(task, "app")).log();
        assertThat(log.driver()).isEqualTo("fluentd");
        assertThat(log.options())
                .containsEntry("fluentd-buffer-limit", "4096")
                .containsEntry("fluentd-async", "true")
                .doesNotContainKey("delivery_stream");
    }

    @Test
    void theRouterStartsFirstAndStopsLast() throws Exception {
        AcsTask task = Agents.task(
                sender(
                        "app",
                        "trap 'echo farewell; exit 0' TERM; echo up; while :; do sleep 0.1; done",
                        Map.of("Name", "firehose")),
                router("fluentbit", Map.of()));

        control.assign(task);
        control.awaitReport(task.arn(), "RUNNING");
        String router = id(task, "router");
        TestRouter.awaitLine(docker, router, "log=up");
        control.assign(AcsTask.stop(task.arn(), "web", "1"));
        control.awaitReport(task.arn(), "STOPPED");

        assertThat(docker.lastLines(router, 50).getLast()).isEqualTo("router ends");
        assertThat(docker.lastLines(router, 50)).anyMatch(line -> line.contains("log=farewell"));
        Inspected.Life first = docker.inspect(router).life();
        Inspected.Life second = docker.inspect(id(task, "app")).life();
        assertThat(first.startedAt().orElseThrow()).isBefore(second.startedAt().orElseThrow());
        assertThat(first.finishedAt().orElseThrow()).isAfter(second.finishedAt().orElseThrow());
        assertThat(gone(directory.resolve("agent/firelens").resolve(task.id()))).isTrue();
    }

    private static boolean gone(Path folder) throws InterruptedException {
        for (int attempt = 0; attempt < 100 && Files.exists(folder); attempt++) {
            Thread.sleep(Duration.ofMillis(50));
        }
        return !Files.exists(folder);
    }

    @Test
    void aContainerFindsTheRoutersPort() throws Exception {
        String direct = "printf '\\223\\252app-firele\\000\\201\\243log\\243tcp'";
        AcsTask task = Agents.task(
                sender(
                        "app",
                        "while ! " + direct.replace("\\252app-firele", "\\254app-firelens")
                                + " | nc -w 2 $FLUENT_HOST $FLUENT_PORT; do sleep 0.2; done; exec sleep 600",
                        Map.of("@type", "file")),
                router("fluentd", Map.of()));

        control.assign(task);

        control.awaitReport(task.arn(), "RUNNING");
        assertThat(TestRouter.awaitLine(docker, id(task, "router"), "log=tcp"))
                .anyMatch(line -> line.startsWith("output=file tag=app-firelens ecs_cluster="));
    }

    @Test
    void aConfigurationOfTheImageHasTheLastWord() throws Exception {
        AcsTask task = Agents.task(
                sender("quiet", "echo mine; exec sleep 600", Map.of()),
                router(
                        "fluentbit",
                        Map.of(
                                "config-file-type", "file",
                                "config-file-value", "/custom.conf",
                                "enable-ecs-log-metadata", "false")));

        control.assign(task);

        control.awaitReport(task.arn(), "RUNNING");
        assertThat(TestRouter.awaitLine(docker, id(task, "router"), "log=mine"))
                .anyMatch(line -> line.startsWith("output=custom tag=quiet-firelens-"))
                .noneMatch(line -> line.contains("ecs_task_arn"));
    }

    /// Before each start of such a task it is looked at what is really mounted.
    @Test
    void aTaskWithAFolderOfTheHostHasARouterToo() throws Exception {
        AcsTask task = Agents.builder(
                        sender("app", "echo stored > /data/file; echo stored; exec sleep 600", Map.of("Name", "http"))
                                .mountPoints(List.of(new MountPoint("v", "/data", false))),
                        router("fluentbit", Map.of()))
                .volumes(List.of(Volume.host("v", Optional.of(folders().toString()))))
                .build();

        control.assign(task);

        control.awaitReport(task.arn(), "RUNNING");
        TestRouter.awaitLine(docker, id(task, "router"), "log=stored");
        assertThat(folders().resolve("file")).hasContent("stored");
    }

    /// The engine, which is root, would open whatever the link leads to.
    @Test
    void aRouterCannotSendTheEngineToAnotherSocket() throws Exception {
        AcsTask task = Agents.task(
                sender("app", "exec sleep 600", Map.of()).dependsOn(List.of(new Dependency("late", "SUCCESS"))),
                AcsContainer.of("late", TestEngine.IMAGE)
                        .command(List.of("sleep", "1"))
                        .essential(false)
                        .dependsOn(List.of(new Dependency("router", "START"))),
                AcsContainer.of("router", TestRouter.IMAGE)
                        .command(List.of("sh", "-c", "ln -s /run/docker.sock /var/run/fluent.sock; exec sleep 600"))
                        .firelens(Optional.of(new Firelens("fluentbit", Map.of())))
                        .stopTimeout(Optional.of(1)));

        control.assign(task);

        control.awaitReport(
                task.arn(),
                report -> report.containers().orElseThrow().stream()
                        .anyMatch(one -> one.containerName().equals(Optional.of("app"))
                                && one.reason().orElse("").contains("has laid a link where its socket belongs")));
    }
}
