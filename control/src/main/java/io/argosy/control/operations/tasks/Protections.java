package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Failures;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Owner;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.ProtectedTask;
import io.argosy.state.ClusterState;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The answers about the protection of tasks, one after the other: how they stand, or why not (ecs-semantics 5.9).
final class Protections {
    private final ClusterScope scope;
    private final Instant now;
    private final List<ProtectedTask> told = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    Protections(ClusterScope scope, Instant now) {
        this.scope = scope;
        this.now = now;
    }

    static List<Permission> permissions(String action, RequestedArns requested, List<String> tasks) {
        return tasks.isEmpty()
                ? List.of(requested.inCluster(action, Permission.ANY_RESOURCE))
                : requested.inCluster(
                        action, tasks.stream().map(requested::task).toList());
    }

    static void atMost(int most, List<String> tasks) {
        if (tasks.size() > most) {
            throw ApiError.invalidParameter("Tasks cannot have more than " + most + " elements.")
                    .thrown();
        }
    }

    /// The task, if it is one that can be protected: of a service, and not on its way out.
    Optional<Task> valid(ClusterState state, TaskId id) {
        Optional<Task> task = state.task(id);
        if (task.isEmpty()) {
            failures.add(Failures.missing(arn(id)));
        } else if (!(task.get().owner() instanceof Owner.OfService)
                || !task.get().state().wanted()) {
            failures.add(Failures.of(arn(id), "TASK_NOT_VALID"));
            return Optional.empty();
        }
        return task;
    }

    void blocked(Task task, String detail) {
        failures.add(Failure.builder()
                .arn(arn(task.id()))
                .reason("DEPLOYMENT_BLOCKED")
                .detail(detail)
                .build());
    }

    void add(Task task) {
        Optional<Instant> until = task.protectedUntil(now);
        told.add(ProtectedTask.builder()
                .taskArn(arn(task.id()))
                .protectionEnabled(until.isPresent())
                .expirationDate(until)
                .build());
    }

    private String arn(TaskId id) {
        return scope.arns().task(scope.name(), id);
    }

    List<ProtectedTask> told() {
        return told;
    }

    List<Failure> failures() {
        return failures;
    }
}
