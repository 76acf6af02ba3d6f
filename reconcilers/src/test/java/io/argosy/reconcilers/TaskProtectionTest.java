package io.argosy.reconcilers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.GetTaskProtectionRequest;
import io.argosy.shapes.ecs.GetTaskProtectionResponse;
import io.argosy.shapes.ecs.ProtectedTask;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.UpdateTaskProtectionRequest;
import io.argosy.shapes.ecs.UpdateTaskProtectionResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `UpdateTaskProtection` and `GetTaskProtection`, and what the service reconciler makes of them.
final class TaskProtectionTest {
    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.joined(20);
        stage.create(ServiceStage.web(stage.defined(), 3));
        stage.settle(5);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static UpdateTaskProtectionRequest.Builder asked(List<String> tasks, boolean on) {
        return UpdateTaskProtectionRequest.builder()
                .cluster("default")
                .tasks(tasks)
                .protectionEnabled(on);
    }

    private UpdateTaskProtectionResponse update(UpdateTaskProtectionRequest.Builder asked) {
        return stage.call(Ecs.UPDATE_TASK_PROTECTION, asked.build());
    }

    private GetTaskProtectionResponse get(List<String> tasks) {
        return stage.call(
                Ecs.GET_TASK_PROTECTION,
                GetTaskProtectionRequest.builder()
                        .cluster("default")
                        .tasks(tasks)
                        .build());
    }

    private List<String> ids() {
        return stage.live().stream().map(task -> task.id().value()).sorted().toList();
    }

    private static List<Boolean> enabled(Optional<List<ProtectedTask>> told) {
        return told.orElseThrow().stream()
                .map(task -> task.protectionEnabled().orElseThrow())
                .toList();
    }

    @Test
    void aProtectedTaskOutlivesScaleInUntilItsTimeIsOver() throws IOException {
        String kept = ids().getLast();
        update(asked(List.of(kept), true).expiresInMinutes(10));
        stage.restart();

        stage.update(update -> update.desiredCount(0));
        stage.settle(3);
        assertThat(ids()).containsExactly(kept);
        stage.wait(Duration.ofMinutes(10));
        stage.settle(3);

        assertThat(ids()).isEmpty();
    }

    @Test
    void aDeploymentEndsWhenTheTaskIsReleased() {
        List<String> old = ids();
        update(asked(old.subList(0, 1), true));

        stage.update(update -> update.taskDefinition(stage.defined()));
        stage.settle(5);
        assertThat(stage.stable()).isFalse();
        assertThat(ids()).hasSize(4).contains(old.getFirst());
        update(asked(old.subList(0, 1), false));
        stage.settle(5);

        assertThat(stage.stable()).isTrue();
        assertThat(ids()).hasSize(3).doesNotContainAnyElementsOf(old);
    }

    @Test
    void whoStopsItByNameIsObeyed() {
        String id = ids().getFirst();
        update(asked(List.of(id), true));

        stage.call(Ecs.STOP_TASK, StopTaskRequest.builder().task(id).build());

        assertThat(ids()).doesNotContain(id);
    }

    @Test
    void theAnswerHasAnEndOnlyWhileItIsOn() {
        List<String> tasks = ids();
        ProtectedTask on = update(asked(tasks.subList(0, 1), true))
                .protectedTasks()
                .orElseThrow()
                .getFirst();

        assertThat(on.taskArn().orElseThrow()).endsWith("task/default/" + tasks.getFirst());
        assertThat(on.expirationDate()).contains(stage.now().plus(Duration.ofMinutes(120)));
        assertThat(enabled(get(tasks).protectedTasks())).containsExactly(true, false, false);
        assertThat(get(List.of()).protectedTasks().orElseThrow())
                .extracting(task -> task.taskArn().orElseThrow())
                .containsExactly(on.taskArn().orElseThrow());
        stage.wait(Duration.ofMinutes(120));
        ProtectedTask over =
                get(tasks.subList(0, 1)).protectedTasks().orElseThrow().getFirst();
        assertThat(over.protectionEnabled()).contains(false);
        assertThat(over.expirationDate()).isEmpty();
    }

    @Test
    void oneThatIsNotOfAServiceCannotBeProtected() {
        stage.call(Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("web").build());
        String alone = stage.store().read().tasks().stream()
                .map(Task::id)
                .map(id -> id.value())
                .filter(id -> !ids().contains(id))
                .findFirst()
                .orElseThrow();
        String unknown = "f".repeat(32);

        var answer = update(asked(List.of(alone, unknown, ids().getFirst()), true));

        assertThat(answer.failures().orElseThrow())
                .extracting(Failure::reason)
                .containsExactly(Optional.of("TASK_NOT_VALID"), Optional.of("MISSING"));
        assertThat(answer.protectedTasks().orElseThrow()).hasSize(1);
        assertThat(get(List.of(alone)).failures().orElseThrow()).hasSize(1);
    }

    @Test
    void noMoreAreProtectedDuringADeploymentThanTheServiceIsToHave() {
        update(asked(ids(), true));
        stage.update(update -> update.taskDefinition(stage.defined()));
        stage.reconcile();
        stage.agentsWork();
        String fresh = ids().getLast();

        var answer = update(asked(List.of(fresh), true));

        assertThat(answer.failures().orElseThrow())
                .extracting(Failure::reason)
                .containsExactly(Optional.of("DEPLOYMENT_BLOCKED"));
        assertThat(enabled(get(List.of(fresh)).protectedTasks())).containsExactly(false);
        assertThat(update(asked(ids().subList(0, 1), true)).failures().orElseThrow())
                .as("one that is protected already may be so for longer")
                .isEmpty();
    }

    @Test
    void whatIsOutOfBoundsIsRefused() {
        assertThatThrownBy(() -> update(asked(List.of(), true)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("Tasks cannot be empty.");
        assertThatThrownBy(() -> update(asked(Collections.nCopies(11, "f".repeat(32)), true)))
                .hasMessageContaining("more than 10");
        assertThatThrownBy(() -> get(Collections.nCopies(101, "f".repeat(32)))).hasMessageContaining("more than 100");
        for (int minutes : List.of(0, 2881)) {
            assertThatThrownBy(() -> update(asked(ids(), true).expiresInMinutes(minutes)))
                    .hasMessageContaining("expiresInMinutes must be between 1 and 2880");
        }
    }
}
