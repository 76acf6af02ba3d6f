package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.docker.Docker;
import io.argosy.docker.TestEngine;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What runs on the engine and no task wants is stopped; what others run is left alone.
@Tag("engine")
final class StraysTest {
    @TempDir
    private Path directory;

    private Docker docker;
    private ControlPlane control;

    @BeforeEach
    void begin() throws Exception {
        docker = TestEngine.connect();
        control = new ControlPlane();
    }

    @AfterEach
    void end() throws Exception {
        control.close();
        Agents.removeContainers(docker);
        docker.close();
    }

    private static AcsTask sleeper() {
        return Agents.task(AcsContainer.of("app", TestEngine.IMAGE).command(List.of("sleep", "600")));
    }

    private String running(AcsTask task) throws Exception {
        control.assign(task);
        return control.awaitReport(task.arn(), "RUNNING")
                .containers()
                .orElseThrow()
                .getFirst()
                .runtimeId()
                .orElseThrow();
    }

    private boolean runs(String id) throws Exception {
        return docker.inspect(id).life().running();
    }

    @Test
    void aContainerStartedByHandAfterItsTaskStoppedIsStopped() throws Exception {
        try (Agent agent = Agents.start(control, directory)) {
            control.awaitConnection();
            AcsTask task = sleeper();
            String id = running(task);
            docker.kill(id, "KILL");
            control.awaitReport(task.arn(), "STOPPED");

            docker.start(id);

            Waiting.until(() -> !runs(id));
            assertThat(agent.containerInstanceArn()).isPresent();
        }
    }

    @Test
    void aContainerRestartedByHandEndsWithItsTask() throws Exception {
        try (Agent agent = Agents.start(control, directory)) {
            control.awaitConnection();
            AcsTask task = sleeper();
            String id = running(task);

            TestEngine.run("sleep 2.5; docker restart -t 0 " + id);

            control.awaitReport(task.arn(), "STOPPED");
            Waiting.until(() -> !runs(id));
            assertThat(agent.containerInstanceArn()).isPresent();
        }
    }

    @Test
    void whatALifeWhoseMemoryIsLostLeftIsStopped() throws Exception {
        String left;
        try (Agent first = Agents.start(control, directory)) {
            control.awaitConnection();
            left = running(sleeper());
            assertThat(first.containerInstanceArn()).isPresent();
        }
        forgetAll();

        try (Agent second = Agents.start(control, directory)) {
            control.awaitConnection();

            assertThat(runs(left)).isFalse();
            assertThat(second.containerInstanceArn()).isPresent();
        }
    }

    private void forgetAll() throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aTaskThatCannotBeReadBackIsStoppedToldAndNotRunAgain() throws Exception {
        AcsTask task = sleeper();
        String left;
        try (Agent first = Agents.start(control, directory)) {
            control.awaitConnection();
            left = running(task);
            assertThat(first.containerInstanceArn()).isPresent();
        }
        try (var file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("agent.db"));
                var statement = file.createStatement()) {
            statement.execute("UPDATE task SET body = '{}'");
        }

        try (Agent second = Agents.start(control, directory)) {
            control.awaitConnection();
            control.assign(task);

            SubmitTaskStateChangeRequest told = control.awaitReport(task.arn(), "STOPPED");
            assertThat(told.reason().orElseThrow()).contains("Error loading task");
            assertThat(runs(left)).isFalse();
            running(sleeper());
            assertThat(docker.containers("com.amazonaws.ecs.task-arn=" + task.arn()))
                    .hasSize(1);
            assertThat(second.containerInstanceArn()).isPresent();
        }
    }

    @Test
    void twoAgentsOnOneEngineLeaveEachOtherAlone() throws Exception {
        try (Agent first = Agents.start(control, Files.createDirectory(directory.resolve("first")))) {
            control.awaitConnection();
            String theirs = running(sleeper());
            try (var otherControl = new ControlPlane();
                    Agent second = Agents.start(otherControl, Files.createDirectory(directory.resolve("second")))) {
                otherControl.awaitConnection();
                docker.kill(theirs, "STOP");
                docker.kill(theirs, "CONT");
                AcsTask own = sleeper();
                otherControl.assign(own);
                otherControl.awaitReport(own.arn(), "RUNNING");

                assertThat(runs(theirs)).isTrue();
                assertThat(first.containerInstanceArn()).isPresent();
                assertThat(second.containerInstanceArn()).isPresent();
            }
        }
    }
}
