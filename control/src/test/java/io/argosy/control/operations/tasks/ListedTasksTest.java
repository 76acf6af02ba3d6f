package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.RandomTasks;
import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.ListTasksResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ListTasks reads indexes from where its token stands. Here its pages are compared with every task, looked at one by
/// one.
final class ListedTasksTest {
    private static final int WORLDS = 60;
    private static final int LISTS = 40;

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void pagesTogetherAreWhatEveryFilterLetsThrough() {
        var random = new Random(7);
        var tasks = new RandomTasks(workshop, random);
        for (int world = 0; world < WORLDS; world++) {
            tasks.change(20);
            for (int i = 0; i < LISTS; i++) {
                ListTasksRequest.Builder request = filters(random, tasks);

                List<String> pages = new ArrayList<>();
                Optional<String> token = Optional.empty();
                do {
                    ListTasksResponse page = list(request, 1 + random.nextInt(30), token);
                    pages.addAll(page.taskArns().orElseThrow());
                    token = page.nextToken();
                } while (token.isPresent());

                assertThat(pages).isEqualTo(wanted(request.build(), ""));
            }
        }
    }

    @Test
    void aPageGoesOnBehindTheLastItemWhateverCameAndWentSince() {
        var random = new Random(11);
        var tasks = new RandomTasks(workshop, random);
        tasks.change(200);
        int compared = 0;
        for (int i = 0; i < WORLDS * 4; i++) {
            ListTasksRequest.Builder request = filters(random, tasks);
            String last = "";
            Optional<String> token = Optional.empty();
            do {
                int most = 1 + random.nextInt(12);
                ListTasksResponse page = list(request, most, token);

                List<String> rest = wanted(request.build(), last);
                assertThat(page.taskArns().orElseThrow())
                        .isEqualTo(rest.stream().limit(most).toList());
                assertThat(page.nextToken().isPresent()).isEqualTo(rest.size() > most);
                token = page.nextToken();
                last = token.isPresent() ? page.taskArns().orElseThrow().getLast() : "";
                tasks.change(5);
                compared++;
            } while (token.isPresent());
        }
        assertThat(compared).isGreaterThan(WORLDS * 5);
    }

    private ListTasksResponse list(ListTasksRequest.Builder request, int most, Optional<String> token) {
        return workshop.call(
                Ecs.LIST_TASKS, request.maxResults(most).nextToken(token).build());
    }

    /// Any of the filters, alone and together.
    private static ListTasksRequest.Builder filters(Random random, RandomTasks tasks) {
        var request = ListTasksRequest.builder();
        some(random, List.of("RUNNING", "STOPPED", "STOPPED", "PENDING")).ifPresent(request::desiredStatus);
        some(random, List.of("EC2", "EXTERNAL", "FARGATE")).ifPresent(request::launchType);
        if (random.nextInt(4) == 0) {
            return request.startedBy(RandomTasks.STARTERS.get(random.nextInt(RandomTasks.STARTERS.size())));
        }
        some(random, RandomTasks.FAMILIES).ifPresent(request::family);
        some(random, RandomTasks.SERVICES).ifPresent(request::serviceName);
        some(random, tasks.instances()).map(ContainerInstanceId::value).ifPresent(request::containerInstance);
        return request;
    }

    private static <T> Optional<T> some(Random random, List<T> choices) {
        return random.nextInt(3) == 0 ? Optional.of(choices.get(random.nextInt(choices.size()))) : Optional.empty();
    }

    /// What a look at every task finds behind this one.
    private List<String> wanted(ListTasksRequest request, String last) {
        return workshop.scope().store().read().tasks().stream()
                .filter(task -> passes(task, request))
                .map(task -> workshop.scope().arns().task(workshop.scope().name(), task.id()))
                .filter(arn -> arn.compareTo(last) > 0)
                .toList();
    }

    private static boolean passes(Task task, ListTasksRequest request) {
        boolean desired = switch (request.desiredStatus().orElse("RUNNING")) {
            case "RUNNING" -> task.state().wanted();
            case "STOPPED" -> !task.state().wanted();
            default -> false;
        };
        return desired
                && is(request.launchType(), task.launchType().name())
                && is(request.startedBy(), task.owner().startedBy())
                && is(request.family(), task.definition().family())
                && is(
                        request.serviceName().map(name -> "service:" + name),
                        task.owner().group())
                && is(
                        request.containerInstance(),
                        task.placedOn().map(ContainerInstanceId::value).orElse(""));
    }

    private static boolean is(Optional<String> asked, String value) {
        return asked.isEmpty() || asked.get().equals(value);
    }
}
