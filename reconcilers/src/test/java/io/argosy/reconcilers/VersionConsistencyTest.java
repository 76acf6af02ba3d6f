package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.model.Caller;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All tasks of a deployment run the image that its first task pulled.
final class VersionConsistencyTest {
    private static final Caller ROOT =
            new Caller(ServiceStage.REALM, "arn:aws:iam::123456789012:root", "AKID", "request-1");
    private static final String FIRST = "sha256:" + "a".repeat(64);
    private static final String SECOND = "sha256:" + "b".repeat(64);

    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.joined(20);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Task only() {
        stage.reconcile();
        assertThat(stage.live()).hasSize(1);
        return stage.live().getFirst();
    }

    /// One that ran for a while: nothing holds the next one back.
    private Task replaced(Task task) {
        stage.wait(Duration.ofMinutes(5));
        stage.exit(task);
        return only();
    }

    private void runs(Task task, String digest) {
        Clusters clusters = new Clusters(stage.stores());
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080"));
        var launch = new TaskLauncher(() -> "0".repeat(32), new SplittableRandom(1));
        @SuppressWarnings("unchecked")
        var submit = (Operation<SubmitTaskStateChangeRequest, ?>)
                TaskOperations.all(clusters, launch, settings, stage::now).stream()
                        .filter(operation -> operation.model().name().equals(Ecs.SUBMIT_TASK_STATE_CHANGE.name()))
                        .findFirst()
                        .orElseThrow();
        submit.handle(
                ROOT,
                SubmitTaskStateChangeRequest.builder()
                        .task(task.id().value())
                        .status("RUNNING")
                        .containers(List.of(ContainerStateChange.builder()
                                .containerName("app")
                                .status("RUNNING")
                                .imageDigest(digest)
                                .build()))
                        .build());
    }

    private static Optional<String> digest(Task task) {
        return task.containers().getFirst().imageDigest();
    }

    @Test
    void laterTasksRunWhatTheFirstPulled() {
        stage.defined();
        stage.create(web("web:1", 1));
        Task first = only();
        assertThat(digest(first)).isEmpty();

        runs(first, FIRST);
        Task second = replaced(first);
        assertThat(digest(second)).contains(FIRST);

        runs(second, SECOND);
        assertThat(digest(replaced(second))).contains(FIRST);
    }

    @Test
    void anotherDeploymentAsksAnew() {
        stage.defined();
        stage.create(web("web:1", 1));
        Task first = only();
        runs(first, FIRST);

        stage.update(update -> update.forceNewDeployment(true));
        stage.reconcile();

        assertThat(stage.live().stream().filter(task -> !task.equals(first)).map(VersionConsistencyTest::digest))
                .contains(Optional.empty());
    }

    @Test
    void aContainerCanBeLeftOutOfIt() {
        stage.defined(container -> container.versionConsistency("disabled"));
        stage.create(web("web:1", 1));
        Task first = only();
        runs(first, FIRST);

        assertThat(digest(replaced(first))).isEmpty();
    }

    /// What an agent says goes into the name of an image that others pull.
    @Test
    void onlyADigestIsOne() {
        stage.defined();
        stage.create(web("web:1", 1));
        Task first = only();
        runs(first, "evil.example/app:1");

        assertThat(digest(replaced(first))).isEmpty();
    }
}
