package io.argosy.insight.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.Trigger;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.ListStoppedTasksResponse;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListStoppedTasksTest {
    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.operations().add(new ListStoppedTasks(workshop.clusters()));
        workshop.joined(4096, 8192);
        workshop.defined("job");
        workshop.defined("other");
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    /// A task that ran a minute and ended with this code; its id.
    private String ended(String family, String startedBy, int code) {
        String arn = workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder()
                                .taskDefinition(family)
                                .startedBy(startedBy)
                                .build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
        var id = new TaskId(arn.substring(arn.lastIndexOf('/') + 1));
        workshop.scope().store().write(tx -> tx.move(task(id), new Trigger.Started(tx.now())));
        workshop.pass(Duration.ofMinutes(1));
        var reason = new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "Essential container in task exited");
        workshop.scope().store().write(tx -> {
            Task running = tx.state().task(id).orElseThrow();
            var containers = running.containers().stream()
                    .map(container -> container.toBuilder().exitCode(code).build())
                    .toList();
            tx.update(running.reported(containers, running.timeline()));
            return tx.move(tx.state().task(id).orElseThrow(), new Trigger.Exited(reason, tx.now()));
        });
        return id.value();
    }

    private Task task(TaskId id) {
        return workshop.scope().store().read().task(id).orElseThrow();
    }

    /// As when its time to be described is over.
    private void forget(String id) {
        workshop.scope().store().write(tx -> {
            tx.remove(tx.state().task(new TaskId(id)).orElseThrow());
            return id;
        });
    }

    private ListStoppedTasksResponse list(UnaryOperator<ListStoppedTasksRequest.Builder> asked) {
        return workshop.call(
                Argosy.LIST_STOPPED_TASKS,
                asked.apply(ListStoppedTasksRequest.builder()).build());
    }

    private List<String> ids(UnaryOperator<ListStoppedTasksRequest.Builder> asked) {
        return ids(list(asked));
    }

    private static List<String> ids(ListStoppedTasksResponse page) {
        return page.tasks().orElseThrow().stream()
                .map(task -> task.taskArn().orElseThrow())
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void theLastComeFirstAndForgottenOnesBehindThem() {
        String first = ended("job", "nightly", 0);
        String second = ended("job", "nightly", 3);
        String third = ended("other", "", 0);
        forget(first);
        forget(second);
        forget(third);
        String fourth = ended("job", "by-hand", 0);
        workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("job").build());

        assertThat(ids(all -> all)).containsExactly(fourth, third, second, first);
        assertThat(ids(some -> some.family("job"))).containsExactly(fourth, second, first);
        assertThat(ids(some -> some.startedBy("nightly"))).containsExactly(second, first);
        assertThat(ids(some -> some.failed(true))).containsExactly(second);
        assertThat(ids(some -> some.task(first.substring(0, 30)))).contains(first);
        assertThat(ids(some -> some.since(workshop.clock().instant().minusSeconds(60))))
                .containsExactly(fourth, third);
        StoppedTask failed =
                list(some -> some.failed(true)).tasks().orElseThrow().getFirst();
        assertThat(failed.stopCode()).contains("EssentialContainerExited");
        assertThat(failed.containers().orElseThrow().getFirst().exitCode()).contains(3);
        assertThat(Duration.between(
                        failed.startedAt().orElseThrow(), failed.stoppedAt().orElseThrow()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ended.addFirst(ended("job", "", 0));
        }
        ended.subList(5, 12).reversed().forEach(this::forget);

        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            var token = next;
            var page = list(some -> some.maxResults(2).nextToken(token));
            assertThat(page.tasks().orElseThrow()).hasSizeLessThanOrEqualTo(2);
            seen.addAll(ids(page));
            next = page.nextToken();
        } while (next.isPresent());

        assertThat(seen).containsExactlyElementsOf(ended);
    }

    @Test
    void wrongPagesAreRefused() {
        assertThatThrownBy(() -> list(some -> some.maxResults(101))).hasMessageContaining("between 1 and 100");
        assertThatThrownBy(() -> list(some -> some.nextToken("abc"))).hasMessageContaining("Invalid token");
    }
}
