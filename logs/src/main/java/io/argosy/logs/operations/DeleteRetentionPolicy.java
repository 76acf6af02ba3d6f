package io.argosy.logs.operations;

import io.argosy.logs.groups.LogGroups;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.DeleteRetentionPolicyRequest;
import io.argosy.shapes.logs.DeleteRetentionPolicyResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRetentionPolicy`: the events of a group are kept for ever from then on.
public final class DeleteRetentionPolicy
        implements Operation<DeleteRetentionPolicyRequest, DeleteRetentionPolicyResponse> {
    private final LogGroups groups;

    public DeleteRetentionPolicy(LogGroups groups) {
        this.groups = groups;
    }

    @Override
    public OperationModel<DeleteRetentionPolicyRequest, DeleteRetentionPolicyResponse> model() {
        return Logs.DELETE_RETENTION_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRetentionPolicyRequest request) {
        return LogPermissions.group("logs:DeleteRetentionPolicy", caller, request.logGroupName());
    }

    @Override
    public DeleteRetentionPolicyResponse handle(Caller caller, DeleteRetentionPolicyRequest request) {
        if (!groups.change(caller.realm(), request.logGroupName(), group -> group.withRetention(0))) {
            throw LogErrors.noGroup().thrown();
        }
        return DeleteRetentionPolicyResponse.builder().build();
    }
}
