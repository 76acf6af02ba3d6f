package io.argosy.control.operations.tasks;

import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.SubmitAttachmentStateChangesRequest;
import io.argosy.shapes.ecs.SubmitAttachmentStateChangesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `SubmitAttachmentStateChanges`: acknowledged, so that the agent does not repeat it. Nothing is attached to tasks or
/// instances here, so there is nothing the report could change.
public final class SubmitAttachmentStateChanges
        implements Operation<SubmitAttachmentStateChangesRequest, SubmitAttachmentStateChangesResponse> {
    private final Clusters clusters;

    public SubmitAttachmentStateChanges(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<SubmitAttachmentStateChangesRequest, SubmitAttachmentStateChangesResponse> model() {
        return Ecs.SUBMIT_ATTACHMENT_STATE_CHANGES;
    }

    @Override
    public List<Permission> permissions(Caller caller, SubmitAttachmentStateChangesRequest request) {
        return List.of(Permission.on(
                "ecs:SubmitAttachmentStateChanges",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public SubmitAttachmentStateChangesResponse handle(Caller caller, SubmitAttachmentStateChangesRequest request) {
        new AgentIdentity(caller).cluster("ecs:SubmitAttachmentStateChanges", request.cluster(), clusters);
        return SubmitAttachmentStateChangesResponse.builder()
                .acknowledgment("ACK")
                .build();
    }
}
