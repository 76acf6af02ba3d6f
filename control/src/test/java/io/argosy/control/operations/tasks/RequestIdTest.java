package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operation logs can be found by the id of the request that it logs it for.
final class RequestIdTest {
    private static final PrintStream ERR = System.err;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.joined(1024, 1024);
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(ERR);
        workshop.close();
    }

    @Test
    void aMoveThatAReportBroughtNamesTheRequest() {
        workshop.defined("web");
        String task = run("web");

        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder()
                        .cluster("default")
                        .task(task)
                        .status("RUNNING")
                        .build());

        assertThat(lines()).containsPattern("request=request-1 task=\\S+ from=PENDING to=RUNNING");
    }

    @Test
    void aTaskThatFoundNoRoomNamesTheRequest() {
        workshop.defined("big", definition -> definition.memory("2048"));

        workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("big").build());

        assertThat(lines())
                .containsPattern("request=request-1 cluster=default definition=big:1 instance=\\S+ has insufficient");
    }

    private String run(String definition) {
        return workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder().taskDefinition(definition).build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    private String lines() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
