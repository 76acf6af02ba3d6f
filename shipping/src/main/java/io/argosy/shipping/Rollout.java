package io.argosy.shipping;

import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ExplainRequest;
import io.argosy.shapes.argosy.Finding;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.ecs.Deployment;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.Task;
import io.argosy.views.StoppedTasks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A service on its way to a definition, watched until it is there or will not get there.
final class Rollout {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int BRIEF = 8;
    private static final int SHOWN = 100;

    /// So many tasks of the new definition may fail before it counts as bad: one may have been unlucky.
    private static final int FAILURES = 2;

    private final Calls calls;
    private final Telling telling;
    private final String cluster;
    private final String service;
    private final Map<String, String> shown = new HashMap<>();

    Rollout(Calls calls, Telling telling, String cluster, String service) {
        this.calls = calls;
        this.telling = telling;
        this.cluster = cluster;
        this.service = service;
    }

    /// What becomes of it.
    sealed interface Result {
        /// `leaving` are the tasks of before that have not ended yet.
        record Done(int leaving) implements Result {}

        /// `task` is one that shows why, if there is one.
        record Failed(String cause, Optional<StoppedTask> task) implements Result {}
    }

    /// What a service has to come to: enough tasks of the definition that run; or that the server has found them
    /// good, by their health checks and by time, which what was good before need not show again.
    ///
    /// Tasks of before may be on their way out then: how long a program takes to end says nothing of the new one.
    enum Until {
        RUNNING,
        GOOD
    }

    /// Looks which tasks there are before anything changes: they are the old ones, whose ends are told.
    void standing() throws IOException {
        for (Task task : tasks(arns())) {
            shown.put(task.taskArn().orElse(""), "old ");
        }
    }

    /// Waits until the service is there, for so long at most.
    Result await(String definition, Until until, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            Service now = calls.existing(cluster, service);
            Deployment primary = now.deployments().orElse(List.of()).stream()
                    .filter(deployment -> deployment.status().equals(Optional.of("PRIMARY")))
                    .findFirst()
                    .orElseThrow();
            List<Task> tasks = tasks(arns());
            tell(tasks, definition);
            boolean there = primary.taskDefinition().equals(Optional.of(definition))
                    && switch (until) {
                        case RUNNING ->
                            primary.runningCount().orElse(0)
                                    >= now.desiredCount().orElse(0);
                        case GOOD -> primary.rolloutState().equals(Optional.of("COMPLETED"));
                    };
            if (there) {
                return new Result.Done(leaving(tasks, definition));
            }
            Optional<Result> failed = failure(primary, definition);
            if (failed.isPresent()) {
                return failed.get();
            }
            Thread.sleep(LOOK);
        }
        return new Result.Failed(
                "after " + patience.toSeconds() + " s it is not there: " + explained(), Optional.empty());
    }

    /// How many tasks of other definitions have not ended yet.
    private static int leaving(List<Task> tasks, String definition) {
        return (int) tasks.stream()
                .filter(task -> !task.taskDefinitionArn().equals(Optional.of(definition)))
                .count();
    }

    private Optional<Result> failure(Deployment primary, String definition) throws IOException {
        if (!primary.taskDefinition().equals(Optional.of(definition))) {
            return Optional.of(new Result.Failed(
                    "somebody has deployed "
                            + Definitions.id(primary.taskDefinition().orElse("")) + " meanwhile",
                    Optional.empty()));
        }
        Instant since = primary.createdAt().orElse(Instant.EPOCH);
        List<StoppedTask> failed = StoppedTasks.of(
                        calls.client(),
                        ListStoppedTasksRequest.builder().cluster(cluster).serviceName(service),
                        SHOWN)
                .stream()
                .filter(task -> task.taskDefinitionArn().equals(Optional.of(definition))
                        && task.failed().orElse(false)
                        && !task.createdAt().orElse(Instant.EPOCH).isBefore(since))
                .toList();
        boolean given = primary.rolloutState().equals(Optional.of("FAILED"));
        if (failed.size() < FAILURES && !given) {
            return Optional.empty();
        }
        String cause = failed.isEmpty()
                ? primary.rolloutStateReason().orElse("the deployment failed")
                : cause(failed.getFirst());
        return Optional.of(new Result.Failed(cause, failed.stream().findFirst()));
    }

    private static String cause(StoppedTask task) {
        String containers = task.containers().orElse(List.of()).stream()
                .filter(container ->
                        container.exitCode().isPresent() || container.reason().isPresent())
                .map(container -> container.name().orElse("")
                        + container.exitCode().map(code -> " exit code " + code).orElse("")
                        + container.reason().map(reason -> " " + reason).orElse(""))
                .reduce("", (before, one) -> before.isEmpty() ? one : before + "; " + one);
        return "task " + brief(task.taskArn().orElse("")) + ": "
                + task.stoppedReason().orElse("it stopped") + (containers.isEmpty() ? "" : " (" + containers + ")");
    }

    /// What the server says is in the way.
    private String explained() throws IOException {
        List<Finding> findings = calls.call(
                        Argosy.EXPLAIN,
                        ExplainRequest.builder()
                                .cluster(cluster)
                                .subject("service/" + service)
                                .build())
                .findings()
                .orElse(List.of());
        return findings.isEmpty()
                ? "argosy why service/" + service
                : findings.getFirst().cause().orElse("");
    }

    private List<String> arns() throws IOException {
        return calls.call(
                        Ecs.LIST_TASKS,
                        ListTasksRequest.builder()
                                .cluster(cluster)
                                .serviceName(service)
                                .maxResults(SHOWN)
                                .build())
                .taskArns()
                .orElse(List.of());
    }

    private List<Task> tasks(List<String> arns) throws IOException {
        return arns.isEmpty()
                ? List.of()
                : calls.call(
                                Ecs.DESCRIBE_TASKS,
                                DescribeTasksRequest.builder()
                                        .cluster(cluster)
                                        .tasks(arns)
                                        .build())
                        .tasks()
                        .orElse(List.of());
    }

    /// Each task whose state is another than when it was looked at last.
    private void tell(List<Task> tasks, String definition) {
        for (Task task : tasks) {
            String health = task.healthStatus().orElse("UNKNOWN");
            String state = task.lastStatus().orElse("") + (health.equals("UNKNOWN") ? "" : " " + health);
            boolean fresh = task.taskDefinitionArn().equals(Optional.of(definition));
            change(
                    task.taskArn().orElse(""),
                    (fresh ? "new " : "old ") + brief(task.taskArn().orElse("")) + " " + state);
        }
        Set<String> left = new TreeSet<>(shown.keySet());
        tasks.forEach(task -> left.remove(task.taskArn().orElse("")));
        for (String gone : left) {
            telling.fact(Objects.requireNonNull(shown.remove(gone)).substring(0, 4) + brief(gone) + " STOPPED");
        }
    }

    private void change(String task, String line) {
        if (!line.equals(shown.put(task, line))) {
            telling.fact(line);
        }
    }

    private static String brief(String arn) {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        return id.substring(0, Math.min(BRIEF, id.length()));
    }
}
