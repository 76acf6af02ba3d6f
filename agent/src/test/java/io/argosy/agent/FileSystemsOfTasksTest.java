package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.confinement.FileSystems;
import io.argosy.confinement.HostPolicy;
import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.EfsAuthorization;
import io.argosy.wire.acs.AcsTask.EfsVolume;
import io.argosy.wire.acs.AcsTask.Volume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tasks with file systems of the network that are a folder of this host, on a real engine.
@Tag("engine")
final class FileSystemsOfTasksTest {
    @TempDir
    private static Path directory;

    private static Docker docker;
    private static ControlPlane control;
    private static Agent agent;

    private static Path share() {
        return directory.resolve("share");
    }

    @BeforeAll
    static void join() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
        Files.createDirectories(share().resolve("data"));
        FileSystems known = FileSystems.of(Map.of("fs-1", share().toString(), "fsap-1", "fs-1/data"));
        agent = Agents.start(
                control,
                directory.resolve("agent"),
                settings -> settings.withPolicy(HostPolicy.safe().with(known)));
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

    private static AcsTask task(String script, EfsVolume volume) {
        return Agents.builder(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sh", "-c", script))
                        .mountPoints(List.of(new MountPoint("shared", "/mnt", false)))
                        .stopTimeout(Optional.of(1)))
                .volumes(List.of(Volume.efs("shared", volume)))
                .build();
    }

    private static EfsVolume root(String id, String folder) {
        return new EfsVolume(id, Optional.of(folder), Optional.empty(), Optional.empty());
    }

    private static EfsVolume accessPoint() {
        return new EfsVolume(
                "fs-1",
                Optional.empty(),
                Optional.of("ENABLED"),
                Optional.of(new EfsAuthorization(Optional.of("fsap-1"), Optional.empty())));
    }

    private static Optional<String> reasonOf(AcsTask task) throws Exception {
        control.assign(task);
        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        return stopped.containers().orElseThrow().getFirst().reason();
    }

    private static Optional<Integer> exitOf(AcsTask task) throws Exception {
        control.assign(task);
        SubmitTaskStateChangeRequest stopped = control.awaitReport(task.arn(), "STOPPED");
        return stopped.containers().orElseThrow().getFirst().exitCode();
    }

    @Test
    void whatOneTaskWritesAnotherReads() throws Exception {
        assertThat(exitOf(task("echo kept > /mnt/file", accessPoint()))).contains(0);
        assertThat(share().resolve("data/file")).hasContent("kept");

        assertThat(exitOf(task("grep -q kept /mnt/data/file", root("fs-1", "/"))))
                .contains(0);
        assertThat(exitOf(task("grep -q kept /mnt/file", root("fs-1", "/data"))))
                .contains(0);
    }

    @Test
    void aLinkOfATaskLeadsNoTaskOut() throws Exception {
        assertThat(exitOf(task("ln -s /etc /mnt/out", root("fs-1", "/")))).contains(0);

        assertThat(reasonOf(task("sleep 600", root("fs-1", "/out"))))
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("HostConfigError: ").contains("is a symbolic link"));
    }

    @Test
    void whatThisHostDoesNotKnowEndsTheTaskWithItsName() throws Exception {
        assertThat(reasonOf(task("sleep 600", root("fs-7", "/"))))
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("file system fs-7 of volume 'shared' is not known on this host"));
    }
}
