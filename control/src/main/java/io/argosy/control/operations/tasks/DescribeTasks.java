package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Failures;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.TaskShape;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.DescribeTasksResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.Task;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;

/// `DescribeTasks`: up to 100 tasks as they stand on disk; those it does not know are failures.
public final class DescribeTasks implements Operation<DescribeTasksRequest, DescribeTasksResponse> {
    private static final int MOST = 100;

    private final Clusters clusters;

    public DescribeTasks(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeTasksRequest, DescribeTasksResponse> model() {
        return Ecs.DESCRIBE_TASKS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeTasksRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return requested.inCluster(
                "ecs:DescribeTasks",
                request.tasks().stream().map(requested::task).toList());
    }

    @Override
    public DescribeTasksResponse handle(Caller caller, DescribeTasksRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        boolean withTags = withTags(request);
        List<TaskId> ids = request.tasks().stream()
                .map(reference -> References.task(reference, scope))
                .distinct()
                .toList();
        ClusterState state = scope.store().read();
        List<Task> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (TaskId id : ids) {
            state.task(id)
                    .ifPresentOrElse(
                            task -> found.add(TaskShape.described(task, scope, state, withTags)),
                            () -> failures.add(Failures.missing(scope.arns().task(scope.name(), id))));
        }
        return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
    }

    private static boolean withTags(DescribeTasksRequest request) {
        if (request.tasks().isEmpty()) {
            throw ApiError.invalidParameter("Tasks cannot be empty.").thrown();
        }
        if (request.tasks().size() > MOST) {
            throw ApiError.invalidParameter("Tasks cannot have more than " + MOST + " elements.")
                    .thrown();
        }
        List<String> include = request.include().orElse(List.of());
        if (!List.of("TAGS").containsAll(include)) {
            throw ApiError.invalidParameter("include should be one of [TAGS]").thrown();
        }
        return include.contains("TAGS");
    }
}
