package io.argosy.control.operations.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.RandomTasks;
import io.argosy.control.operations.Workshop;
import io.argosy.model.LaunchType;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.shapes.ecs.Cluster;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.KeyValuePair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster's numbers are kept with every change. Here they are compared with a count of every task.
final class ClusterCountsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsKeptIsWhatACountFindsAlsoAfterARestart() throws IOException {
        try (var workshop = new Workshop(folder)) {
            var tasks = new RandomTasks(workshop, new Random(5));
            for (int i = 0; i < 200; i++) {
                tasks.change(7);

                compare(workshop);
            }
        }
        try (var workshop = new Workshop(folder)) {
            compare(workshop);
        }
    }

    private static void compare(Workshop workshop) {
        Cluster cluster = workshop.call(
                        Ecs.DESCRIBE_CLUSTERS,
                        DescribeClustersRequest.builder()
                                .include(List.of("STATISTICS"))
                                .build())
                .clusters()
                .orElseThrow()
                .getFirst();

        assertThat(cluster.registeredContainerInstancesCount()).contains(3);
        assertThat(cluster.runningTasksCount())
                .contains(count(workshop, task -> task.state().lastStatus().equals("RUNNING")));
        assertThat(cluster.pendingTasksCount()).contains(count(workshop, ClusterCountsTest::pending));
        for (LaunchType type : LaunchType.values()) {
            Predicate<Task> mine = task -> task.launchType() == type;
            assertThat(statistic(cluster, "running" + word(type) + "TasksCount"))
                    .isEqualTo(count(workshop, mine.and(task -> task.state().running())));
            assertThat(statistic(cluster, "pending" + word(type) + "TasksCount"))
                    .isEqualTo(count(workshop, mine.and(ClusterCountsTest::pending)));
        }
    }

    private static String word(LaunchType type) {
        return switch (type) {
            case EC2 -> "EC2";
            case EXTERNAL -> "External";
            case FARGATE -> "Fargate";
        };
    }

    private static boolean pending(Task task) {
        return task.state() instanceof TaskState.Pending || task.state() instanceof TaskState.Provisioning;
    }

    private static int count(Workshop workshop, Predicate<Task> wanted) {
        return (int)
                workshop.scope().store().read().tasks().stream().filter(wanted).count();
    }

    private static int statistic(Cluster cluster, String name) {
        return cluster.statistics().orElseThrow().stream()
                .filter(pair -> name.equals(pair.name().orElse("")))
                .map(KeyValuePair::value)
                .mapToInt(value -> Integer.parseInt(value.orElseThrow()))
                .findFirst()
                .orElseThrow();
    }
}
