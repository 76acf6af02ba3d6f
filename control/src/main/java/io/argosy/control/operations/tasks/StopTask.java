package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.TaskShape;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.Trigger;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.StopTaskResponse;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `StopTask`: records the wish to stop and answers at once; the agent carries it out. The task loses its tags.
public final class StopTask implements Operation<StopTaskRequest, StopTaskResponse> {
    private final Clusters clusters;

    public StopTask(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<StopTaskRequest, StopTaskResponse> model() {
        return Ecs.STOP_TASK;
    }

    @Override
    public List<Permission> permissions(Caller caller, StopTaskRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(requested.inCluster("ecs:StopTask", requested.task(request.task())));
    }

    @Override
    public StopTaskResponse handle(Caller caller, StopTaskRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        TaskId id = References.task(request.task(), scope);
        String text = request.reason().filter(given -> !given.isEmpty()).orElse("Task stopped by user");
        var reason = new StopReason(StopCode.USER_INITIATED, text);
        return scope.store().write(tx -> {
            Task stopping = stop(tx, id, reason);
            return StopTaskResponse.builder()
                    .task(TaskShape.of(stopping, scope, tx.state(), false))
                    .build();
        });
    }

    private static Task stop(Transaction tx, TaskId id, StopReason reason) {
        Task task = tx.state()
                .task(id)
                .orElseThrow(() -> ApiError.invalidParameter("The referenced task was not found.")
                        .thrown());
        if (!task.state().wanted()) {
            return task;
        }
        return tx.move(task.tagged(List.of()), new Trigger.StopRequested(reason, tx.now()));
    }
}
