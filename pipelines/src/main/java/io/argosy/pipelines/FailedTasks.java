package io.argosy.pipelines;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.StoppedContainer;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.logs.GetLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.OutputLogEvent;
import io.argosy.wire.LocalCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why tasks of a definition failed: how the last one ended, and what its containers wrote last, as far as the server
/// keeps their logs.
record FailedTasks(LocalCalls calls) {
    private static final int LINES = 20;
    private static final int LONGEST = 1_000;
    private static final int SHOWN = 50;
    private static final int BRIEF = 8;

    /// A sentence, which is empty where no task failed, and lines.
    record Cause(String sentence, List<String> lines) {
        static final Cause UNKNOWN = new Cause("", List.of());
    }

    Cause of(AccountRegion realm, Pipeline.Target target, String definition, Instant since) {
        var as = LocalCalls.As.account(realm, Pipelines.PROGRAM);
        try {
            return calls
                    .call(
                            Argosy.LIST_STOPPED_TASKS,
                            ListStoppedTasksRequest.builder()
                                    .cluster(target.cluster())
                                    .serviceName(target.service())
                                    .failed(true)
                                    .since(since)
                                    .maxResults(SHOWN)
                                    .build(),
                            as)
                    .tasks()
                    .orElse(List.of())
                    .stream()
                    .filter(task -> task.taskDefinitionArn().equals(Optional.of(definition)))
                    .findFirst()
                    .map(task -> new Cause(sentence(task), lines(task, definition, as)))
                    .orElse(Cause.UNKNOWN);
        } catch (ApiException refused) {
            return Cause.UNKNOWN;
        }
    }

    private static String sentence(StoppedTask task) {
        String containers = task.containers().orElse(List.of()).stream()
                .filter(container ->
                        container.exitCode().isPresent() || container.reason().isPresent())
                .map(container -> container.name().orElse("")
                        + container.exitCode().map(code -> " exit code " + code).orElse("")
                        + container.reason().map(reason -> " " + reason).orElse(""))
                .reduce("", (before, one) -> before.isEmpty() ? one : before + "; " + one);
        return "task " + id(task).substring(0, BRIEF) + ": "
                + task.stoppedReason().orElse("it stopped") + (containers.isEmpty() ? "" : " (" + containers + ")");
    }

    private static String id(StoppedTask task) {
        String arn = task.taskArn().orElse("");
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private List<String> lines(StoppedTask task, String definition, LocalCalls.As as) {
        List<ContainerDefinition> containers = calls.call(
                        Ecs.DESCRIBE_TASK_DEFINITION,
                        DescribeTaskDefinitionRequest.builder()
                                .taskDefinition(definition)
                                .build(),
                        as)
                .taskDefinition()
                .flatMap(TaskDefinition::containerDefinitions)
                .orElse(List.of());
        List<String> lines = new ArrayList<>();
        for (ContainerDefinition container : containers) {
            container
                    .logConfiguration()
                    .filter(log -> log.logDriver().equals("awslogs"))
                    .flatMap(log -> log.options())
                    .ifPresent(options -> lines.addAll(lines(container, options, task, as)));
        }
        return lines;
    }

    /// Those of the region that the server's own caller is in: logs elsewhere are not asked for.
    private List<String> lines(
            ContainerDefinition container, Map<String, String> options, StoppedTask task, LocalCalls.As as) {
        String name = container.name().orElse("");
        Optional<String> stream = Optional.ofNullable(options.get("awslogs-stream-prefix"))
                .map(prefix -> prefix + "/" + name + "/" + id(task))
                .or(() -> task.containers().orElse(List.of()).stream()
                        .filter(one -> one.name().equals(container.name()))
                        .findFirst()
                        .flatMap(StoppedContainer::runtimeId));
        if (stream.isEmpty() || !as.realm().region().equals(options.get("awslogs-region"))) {
            return List.of();
        }
        try {
            return calls
                    .call(
                            Logs.GET_LOG_EVENTS,
                            GetLogEventsRequest.builder()
                                    .logGroupName(options.getOrDefault("awslogs-group", ""))
                                    .logStreamName(stream.get())
                                    .limit(LINES)
                                    .build(),
                            as)
                    .events()
                    .orElse(List.of())
                    .stream()
                    .map(OutputLogEvent::message)
                    .map(message -> line(name, message.orElse("")))
                    .toList();
        } catch (ApiException refused) {
            return List.of();
        }
    }

    private static String line(String container, String message) {
        String text = message.stripTrailing();
        return container + " | " + text.substring(0, Math.min(LONGEST, text.length()));
    }

    /// The last lines of a build.
    List<String> ofBuild(AccountRegion realm, String group, String stream) {
        try {
            return calls
                    .call(
                            Logs.GET_LOG_EVENTS,
                            GetLogEventsRequest.builder()
                                    .logGroupName(group)
                                    .logStreamName(stream)
                                    .limit(LINES)
                                    .build(),
                            LocalCalls.As.account(realm, Pipelines.PROGRAM))
                    .events()
                    .orElse(List.of())
                    .stream()
                    .map(event -> line("build", event.message().orElse("")))
                    .toList();
        } catch (ApiException refused) {
            return List.of();
        }
    }
}
