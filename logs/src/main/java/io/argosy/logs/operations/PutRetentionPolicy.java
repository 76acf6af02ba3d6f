package io.argosy.logs.operations;

import io.argosy.logs.groups.LogGroups;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutRetentionPolicyRequest;
import io.argosy.shapes.logs.PutRetentionPolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutRetentionPolicy`: how many days the events of a group are kept. What is older is not shown from then on.
public final class PutRetentionPolicy implements Operation<PutRetentionPolicyRequest, PutRetentionPolicyResponse> {
    private static final List<Integer> DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final LogGroups groups;

    public PutRetentionPolicy(LogGroups groups) {
        this.groups = groups;
    }

    @Override
    public OperationModel<PutRetentionPolicyRequest, PutRetentionPolicyResponse> model() {
        return Logs.PUT_RETENTION_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutRetentionPolicyRequest request) {
        return LogPermissions.group("logs:PutRetentionPolicy", caller, request.logGroupName());
    }

    @Override
    public PutRetentionPolicyResponse handle(Caller caller, PutRetentionPolicyRequest request) {
        int days = request.retentionInDays();
        if (!DAYS.contains(days)) {
            throw LogErrors.invalid("1 validation error detected: Value '" + days
                            + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value"
                            + " set: " + DAYS)
                    .thrown();
        }
        if (!groups.change(caller.realm(), request.logGroupName(), group -> group.withRetention(days))) {
            throw LogErrors.noGroup().thrown();
        }
        return PutRetentionPolicyResponse.builder().build();
    }
}
