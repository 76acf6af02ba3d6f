package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.LostTasks;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.Caller;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an agent's report does to the task it is about (agent-protocol 6). Late, repeated and unordered reports are
/// normal: they are taken, and change only what they add to.
final class TaskReportHandler {
    private static final String ESSENTIAL_EXITED = "Essential container in task exited";
    private static final String OUT_OF_MEMORY = "OutOfMemoryError";

    private static final Logger log = LoggerFactory.getLogger(TaskReportHandler.class);

    private record Moved(TaskState from, TaskState to) {
        boolean changed() {
            return !from.equals(to);
        }
    }

    private TaskReportHandler() {}

    /// A task nobody knows, or that never had an instance, is no reason to trouble the agent.
    static void take(TaskId id, TaskReport report, Caller caller, ClusterScope scope) {
        var reporter = new AgentIdentity(caller);
        ClusterState seen = scope.store().read();
        reporter.check("ecs:SubmitTaskStateChange", seen.task(id).flatMap(Task::placedOn), seen);
        Optional<Moved> moved = scope.store().write(tx -> {
            boolean own = tx.state()
                    .task(id)
                    .flatMap(Task::placedOn)
                    .filter(on -> reporter.is(on, tx.state()))
                    .isPresent();
            if (own && report.says() == TaskReport.Said.STOPPED) {
                LostTasks.over(tx, id);
            }
            return tx.state().task(id).filter(_ -> own).map(task -> {
                take(tx, task, report, essential(task.definition(), scope));
                Task after = tx.state().task(id).orElse(task);
                DeploymentImages.note(tx, after, scope);
                return new Moved(task.state(), after.state());
            });
        });
        moved.filter(Moved::changed)
                .ifPresent(states -> log.info(
                        "request={} task={} from={} to={}",
                        caller.requestId(),
                        id,
                        states.from().lastStatus(),
                        states.to().lastStatus()));
    }

    private static Set<String> essential(TaskDefinitionId id, ClusterScope scope) {
        Stream<TaskDefinition> known = scope.account().read().taskDefinition(id).stream();
        return known.flatMap(definition -> definition.content().containerDefinitions().orElse(List.of()).stream())
                .filter(container -> container.essential().orElse(true))
                .flatMap((ContainerDefinition container) -> container.name().stream())
                .collect(Collectors.toSet());
    }

    private static void take(Transaction tx, Task known, TaskReport report, Set<String> essential) {
        Task task = heard(known, report, tx.now());
        Task moved = moved(tx, task, report, essential);
        if (moved.equals(task) && !task.equals(known)) {
            tx.update(known.reported(task.containers(), task.timeline()));
        }
    }

    /// The task after what the report moves; the same when it moves nothing.
    private static Task moved(Transaction tx, Task task, TaskReport report, Set<String> essential) {
        if (report.says() == TaskReport.Said.STOPPED) {
            return tx.move(task, new Trigger.Exited(whyStopped(task, report.reason(), essential), tx.now()));
        }
        if (task.state().stopped() && report.saysItRuns()) {
            LostTasks.contradicted(tx, task);
            return task;
        }
        Task running = report.says() == TaskReport.Said.RUNNING ? tx.move(task, new Trigger.Started(tx.now())) : task;
        if (running.containers().stream().anyMatch(container -> stopped(container) && is(container, essential))) {
            StopReason reason = whyStopped(running, report.reason(), essential);
            return tx.move(running, new Trigger.StopRequested(reason, tx.now()));
        }
        return running;
    }

    /// The task with what the report adds to it; unchanged when that is nothing.
    private static Task heard(Task known, TaskReport report, Instant now) {
        TaskTimestamps times = known.timeline().with(TaskTimestamp.CONNECTED, now);
        times = with(times, TaskTimestamp.PULL_STARTED, report.pullStartedAt());
        times = with(times, TaskTimestamp.PULL_STOPPED, report.pullStoppedAt());
        times = with(times, TaskTimestamp.EXECUTION_STOPPED, report.executionStoppedAt());
        List<Container> containers = ContainerStateMerge.agentsHeard(
                ContainerStateMerge.heard(known.containers(), report.containers()), report.managedAgents());
        boolean nothingNew = times.equals(known.timeline()) && containers.equals(known.containers());
        return nothingNew ? known : known.hearing(containers, times);
    }

    private static TaskTimestamps with(TaskTimestamps times, TaskTimestamp moment, Optional<Instant> at) {
        return at.map(instant -> times.with(moment, instant)).orElse(times);
    }

    /// A task that ran ends by an essential container; one that never did failed to start, unless an essential
    /// container came and went before anybody could say that it ran.
    private static StopReason whyStopped(Task task, String said, Set<String> essential) {
        if (task.timeline().at(TaskTimestamp.STARTED).isPresent()) {
            return exited(said);
        }
        String reason = said.isEmpty() ? containerReason(task, essential) : said;
        boolean explained = !reason.isEmpty() && !reason.startsWith(OUT_OF_MEMORY);
        boolean exited = task.containers().stream()
                .anyMatch(container -> is(container, essential)
                        && stopped(container)
                        && container.exitCode().isPresent());
        if (!explained && exited) {
            return exited(reason);
        }
        return new StopReason(StopCode.TASK_FAILED_TO_START, reason.isEmpty() ? "Task failed to start" : reason);
    }

    private static StopReason exited(String said) {
        return new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, said.isEmpty() ? ESSENTIAL_EXITED : said);
    }

    /// What the containers that ended say of it, essential ones first.
    private static String containerReason(Task task, Set<String> essential) {
        return Stream.concat(
                        task.containers().stream().filter(container -> is(container, essential)),
                        task.containers().stream().filter(container -> !is(container, essential)))
                .filter(TaskReportHandler::stopped)
                .flatMap(container -> container.reason().stream())
                .findFirst()
                .orElse("");
    }

    private static boolean stopped(Container container) {
        return container.lastStatus().orElse("").equals("STOPPED");
    }

    private static boolean is(Container container, Set<String> essential) {
        return essential.contains(container.name().orElse(""));
    }
}
