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
import io.argosy.shapes.ecs.SubmitContainerStateChangeRequest;
import io.argosy.shapes.ecs.SubmitContainerStateChangeResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `SubmitContainerStateChange`: an agent's word on one container, acknowledged once it is durable.
public final class SubmitContainerStateChange
        implements Operation<SubmitContainerStateChangeRequest, SubmitContainerStateChangeResponse> {
    private final Clusters clusters;

    public SubmitContainerStateChange(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<SubmitContainerStateChangeRequest, SubmitContainerStateChangeResponse> model() {
        return Ecs.SUBMIT_CONTAINER_STATE_CHANGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, SubmitContainerStateChangeRequest request) {
        return List.of(Permission.on(
                "ecs:SubmitContainerStateChange",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public SubmitContainerStateChangeResponse handle(Caller caller, SubmitContainerStateChangeRequest request) {
        ClusterScope scope =
                new AgentIdentity(caller).cluster("ecs:SubmitContainerStateChange", request.cluster(), clusters);
        String reference = request.task()
                .orElseThrow(
                        () -> ApiError.invalidParameter("Task cannot be empty.").thrown());
        TaskId id = References.task(reference, scope);
        TaskReportHandler.take(id, TaskReport.of(request), caller, scope);
        return SubmitContainerStateChangeResponse.builder()
                .acknowledgment("ACK")
                .build();
    }
}
