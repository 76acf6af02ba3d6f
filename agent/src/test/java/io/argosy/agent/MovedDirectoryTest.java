package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent whose data directory was moved, and damaged on the way: by their labels its containers are another agent's.
@Tag("engine")
final class MovedDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void aTaskThatCannotBeReadBackIsStoppedAllTheSame() throws Exception {
        Path before = Files.createDirectory(folder.resolve("before"));
        Path after = folder.resolve("after");
        AcsTask task = Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")));
        try (Docker docker = TestEngine.connect();
                ControlPlane control = new ControlPlane()) {
            String left;
            try (Agent first = Agents.start(control, before)) {
                control.awaitConnection();
                control.assign(task);
                control.awaitReport(task.arn(), "RUNNING");
                left = docker.containers("com.amazonaws.ecs.task-arn=" + task.arn())
                        .getFirst()
                        .id();
                assertThat(first.containerInstanceArn()).isPresent();
            }
            Files.move(before, after);
            try (var file = DriverManager.getConnection("jdbc:sqlite:" + after.resolve("agent.db"));
                    var statement = file.createStatement()) {
                statement.execute("UPDATE task SET body = '{}'");
            }

            try (Agent second = Agents.start(control, after)) {
                control.awaitConnection();

                assertThat(docker.inspect(left).life().running()).isFalse();
                assertThat(second.containerInstanceArn()).isPresent();
            } finally {
                Agents.removeContainers(docker);
            }
        }
    }
}
