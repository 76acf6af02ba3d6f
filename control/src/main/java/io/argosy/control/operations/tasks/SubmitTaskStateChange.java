package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `SubmitTaskStateChange`: an agent's word on a task and its containers, acknowledged once it is durable.
public final class SubmitTaskStateChange
        implements Operation<SubmitTaskStateChangeRequest, SubmitTaskStateChangeResponse> {
    private final Clusters clusters;

    public SubmitTaskStateChange(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<SubmitTaskStateChangeRequest, SubmitTaskStateChangeResponse> model() {
        return Ecs.SUBMIT_TASK_STATE_CHANGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, SubmitTaskStateChangeRequest request) {
        return List.of(Permission.on(
                "ecs:SubmitTaskStateChange",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public SubmitTaskStateChangeResponse handle(Caller caller, SubmitTaskStateChangeRequest request) {
        ClusterScope scope =
                new AgentIdentity(caller).cluster("ecs:SubmitTaskStateChange", request.cluster(), clusters);
        String reference = request.task()
                .orElseThrow(
                        () -> ApiError.invalidParameter("Task cannot be empty.").thrown());
        TaskId id = References.task(reference, scope);
        TaskReportHandler.take(id, TaskReport.of(request), caller, scope);
        return SubmitTaskStateChangeResponse.builder().acknowledgment("ACK").build();
    }
}
