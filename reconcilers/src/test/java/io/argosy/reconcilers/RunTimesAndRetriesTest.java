package io.argosy.reconcilers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ApiException;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tags `argosy:max-run-time` and `argosy:retries`.
final class RunTimesAndRetriesTest {
    @TempDir
    private Path folder;

    private ServiceStage stage;
    private RunTimeReconciler times;
    private RetryReconciler retries;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
        begin();
    }

    private void begin() {
        times = new RunTimeReconciler(stage.store(), stage.means().clock());
        retries = new RetryReconciler(stage.store(), stage.stores().account(ServiceStage.REALM), stage.means());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private void run(Tag... tags) {
        stage.call(
                Ecs.RUN_TASK,
                RunTaskRequest.builder()
                        .taskDefinition("web")
                        .startedBy("nightly")
                        .tags(List.of(tags))
                        .build());
    }

    private List<Task> tasks(Predicate<Task> wanted) {
        return stage.store().read().tasks().stream().filter(wanted).toList();
    }

    private Task only() {
        List<Task> live = tasks(task -> task.state().wanted());
        assertThat(live).hasSize(1);
        return live.getFirst();
    }

    private void pass(Duration later) {
        stage.wait(later);
        times.pass();
        retries.pass();
    }

    @Test
    void aTaskIsStoppedWhenItHasRunForItsLongestTime() {
        stage.joined(5);
        run(tag("argosy:max-run-time", "90s"));
        run();
        pass(Duration.ofHours(1));
        assertThat(tasks(task -> task.state().wanted())).hasSize(2);
        stage.agentsWork();

        pass(Duration.ofSeconds(89));
        assertThat(tasks(task -> task.state().running())).hasSize(2);
        assertThat(times.wakeAt()).contains(stage.now().plusSeconds(1));

        pass(Duration.ofSeconds(1));
        Task over = tasks(task -> !task.state().wanted()).getFirst();
        assertThat(over.ending())
                .contains(new StopReason(
                        StopCode.USER_INITIATED, "Task ran for its longest time, 90s (tag argosy:max-run-time)"));
        assertThat(tasks(task -> task.state().running())).hasSize(1);
        assertThat(times.wakeAt()).isEmpty();
    }

    @Test
    void aServiceAndADefinitionGiveTheirTasksATimeWithoutPropagation() {
        stage.joined(5);
        stage.stores().account(ServiceStage.REALM).write(tx -> {
            TaskDefinition one = tx.state().revisionsOf("web").iterator().next();
            tx.update(new TaskDefinition(one.id(), one.content(), List.of(tag("argosy:max-run-time", "10m"))));
            return one;
        });
        run();
        run(tag("argosy:max-run-time", "1m"));
        stage.create(ServiceStage.web("web:1", 1)
                .propagateTags("TASK_DEFINITION")
                .tags(List.of(tag("argosy:max-run-time", "5m"), tag("team", "a"))));
        stage.reconcile();
        assertThat(stage.live().getFirst().tags()).containsExactly(tag("argosy:max-run-time", "5m"));
        stage.agentsWork();

        pass(Duration.ofMinutes(1));
        assertThat(tasks(task -> task.state().running())).hasSize(2);
        pass(Duration.ofMinutes(4));
        assertThat(tasks(task -> task.state().running())).hasSize(1);
        pass(Duration.ofMinutes(5));
        assertThat(tasks(task -> task.state().running())).isEmpty();
    }

    @Test
    void badValuesAreRefused() {
        stage.joined(5);
        for (String bad : List.of("", "soon", "0s", "5", "366d", "-1m")) {
            assertThatThrownBy(() -> run(tag("argosy:max-run-time", bad)))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("'argosy:max-run-time' is invalid");
        }
        for (String bad : List.of("", "11", "many", "-1", "1.5")) {
            assertThatThrownBy(() -> run(tag("argosy:retries", bad)))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("'argosy:retries' is invalid");
        }
    }

    @Test
    void aFailedTaskIsRunAgainAsItWasAskedForUntilItsRetriesAreUsed() {
        stage.joined(5);
        run(tag("argosy:retries", "2"), tag("team", "a"));
        Task first = only();
        stage.defined();
        stage.start(first);
        stage.exit(first, 3);

        pass(Duration.ZERO);
        assertThat(tasks(task -> task.state().wanted())).isEmpty();
        pass(Duration.ofSeconds(1));
        Task second = only();
        assertThat(second.definition()).hasToString("web:1");
        assertThat(second.owner().startedBy()).isEqualTo("nightly");
        assertThat(second.tags())
                .contains(tag("team", "a"), tag("argosy:retry-of", first.id().value()));

        stage.fail(second);
        pass(Duration.ofSeconds(1));
        assertThat(tasks(task -> task.state().wanted())).isEmpty();
        pass(Duration.ofSeconds(1));
        stage.exit(only(), 1);
        pass(Duration.ofMinutes(5));
        assertThat(tasks(task -> task.state().wanted())).isEmpty();
        assertThat(tasks(task -> true)).hasSize(3);
        assertThat(stage.store().read().retries()).isEmpty();
    }

    @Test
    void neitherSuccessNorAnOrderToStopIsRetried() {
        stage.joined(5);
        run(tag("argosy:retries", "2"));
        stage.exit(only(), 0);
        run(tag("argosy:retries", "2"));
        stage.call(
                Ecs.STOP_TASK,
                StopTaskRequest.builder().task(only().id().value()).build());
        run(tag("argosy:retries", "2"), tag("argosy:max-run-time", "1s"));
        stage.agentsWork();
        pass(Duration.ofSeconds(1));
        stage.agentsWork();

        pass(Duration.ofMinutes(5));

        assertThat(tasks(task -> task.state().wanted())).isEmpty();
        assertThat(tasks(task -> true)).hasSize(3);
        assertThat(stage.store().read().retries()).isEmpty();
    }

    @Test
    void aRetryOutlivesARestartAndWaitsForRoom() throws IOException {
        var on = stage.joined(1);
        run(tag("argosy:retries", "1"));
        Task first = only();
        stage.store()
                .write(tx -> tx.move(
                        tx.state().task(first.id()).orElseThrow(),
                        new Trigger.Lost(new StopReason(StopCode.INFRASTRUCTURE_HEALTH, "gone"), tx.now())));
        run();
        stage.restart();
        begin();

        pass(Duration.ofMinutes(1));
        assertThat(only().tags()).isEmpty();
        assertThat(on).isEqualTo(only().on().orElseThrow());

        stage.exit(only(), 0);
        pass(Duration.ZERO);
        assertThat(only().tags()).contains(tag("argosy:retry-of", first.id().value()));
        assertThat(stage.store().read().retries()).hasSize(1);
        assertThat(Optional.of(only().owner().startedBy())).contains("nightly");
    }
}
