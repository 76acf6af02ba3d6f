package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a service starts and stops can be read in the log, with the reason.
final class ServiceLogTest {
    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatIsStartedAndStoppedIsLoggedWithItsReason() {
        stage.joined(10);
        stage.create(web("web:1", 2));

        String starting = logged(stage::reconcile);
        stage.agentsWork();
        List<Task> tasks = stage.running();
        stage.update(asked -> asked.desiredCount(1));
        String stopping = logged(stage::reconcile);
        String resting = logged(stage::reconcile);

        assertThat(starting)
                .contains("(service web) has started 2 tasks: (task "
                        + tasks.getFirst().id());
        assertThat(stopping)
                .contains("(service web) has stopped 1 running tasks")
                .containsPattern("task=\\w+ service=web stopping: Scaling activity initiated by \\(deployment");
        assertThat(resting).doesNotContain("service");
    }

    private static String logged(Runnable work) {
        PrintStream err = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(err);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
