package io.argosy.acceptance;

import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known of a definition's tasks, in lines: what they wrote into their log groups, and how they are.
record SeenTasks(ApiClient api, SampleDefinition definition) {
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String group : definition.logGroups()) {
            api.call(
                            Logs.FILTER_LOG_EVENTS,
                            FilterLogEventsRequest.builder().logGroupName(group).build())
                    .events()
                    .orElse(List.of())
                    .forEach(event -> lines.add(event.message().orElse("")));
        }
        List<Task> tasks = tasks();
        lines.add(tasks.stream()
                        .filter(task -> addresses(task).anyMatch(address -> sees(lines, address)))
                        .count()
                + " tasks see the addresses that are told");
        tasks.forEach(task -> of(task).forEach(lines::add));
        lines.add("on "
                + tasks.stream().map(Task::containerInstanceArn).distinct().count() + " hosts");
        return lines;
    }

    private static boolean sees(List<String> lines, String address) {
        return lines.stream().anyMatch(line -> line.startsWith("address: " + address + "/"));
    }

    /// As `describe-tasks` tells them.
    private static Stream<String> addresses(Task task) {
        return task.attachments().orElse(List.of()).stream()
                .flatMap(attachment -> attachment.details().orElse(List.of()).stream())
                .filter(detail -> detail.name().equals(Optional.of("privateIPv4Address")))
                .flatMap(detail -> detail.value().stream());
    }

    List<Task> tasks() throws IOException {
        List<String> arns = new ArrayList<>();
        for (String status : List.of("RUNNING", "STOPPED")) {
            arns.addAll(api.call(
                            Ecs.LIST_TASKS,
                            ListTasksRequest.builder()
                                    .cluster(PackagedProgram.CLUSTER)
                                    .family(definition.family())
                                    .desiredStatus(status)
                                    .build())
                    .taskArns()
                    .orElse(List.of()));
        }
        if (arns.isEmpty()) {
            return List.of();
        }
        return api.call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .cluster(PackagedProgram.CLUSTER)
                                .tasks(arns)
                                .build())
                .tasks()
                .orElse(List.of());
    }

    private static Stream<String> of(Task task) {
        String end = "task: " + task.stopCode().orElse("") + " "
                + task.stoppedReason().orElse("");
        return Stream.concat(
                Stream.of(end), task.containers().orElse(List.of()).stream().flatMap(SeenTasks::of));
    }

    private static Stream<String> of(Container container) {
        return Stream.of(
                        container.healthStatus().stream(),
                        container.reason().stream(),
                        container.exitCode().stream().map(code -> "exit code " + code),
                        container.networkBindings().orElse(List.of()).stream().map(SeenTasks::port))
                .flatMap(facts -> facts)
                .map(fact -> container.name().orElse("") + ": " + fact);
    }

    private static String port(NetworkBinding binding) {
        return binding.containerPortRange()
                        .or(() -> binding.containerPort().map(String::valueOf))
                        .orElse("")
                + "/" + binding.protocol().orElse("");
    }
}
