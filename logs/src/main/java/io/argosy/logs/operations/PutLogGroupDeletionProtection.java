package io.argosy.logs.operations;

import io.argosy.logs.groups.LogArns;
import io.argosy.logs.groups.LogGroups;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutLogGroupDeletionProtectionRequest;
import io.argosy.shapes.logs.PutLogGroupDeletionProtectionResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutLogGroupDeletionProtection`: whether a group can be deleted.
public final class PutLogGroupDeletionProtection
        implements Operation<PutLogGroupDeletionProtectionRequest, PutLogGroupDeletionProtectionResponse> {
    private final LogGroups groups;

    public PutLogGroupDeletionProtection(LogGroups groups) {
        this.groups = groups;
    }

    @Override
    public OperationModel<PutLogGroupDeletionProtectionRequest, PutLogGroupDeletionProtectionResponse> model() {
        return Logs.PUT_LOG_GROUP_DELETION_PROTECTION;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutLogGroupDeletionProtectionRequest request) {
        return LogPermissions.group("logs:PutLogGroupDeletionProtection", caller, name(caller, request));
    }

    private static String name(Caller caller, PutLogGroupDeletionProtectionRequest request) {
        return new LogArns(caller.realm()).name(request.logGroupIdentifier());
    }

    @Override
    public PutLogGroupDeletionProtectionResponse handle(Caller caller, PutLogGroupDeletionProtectionRequest request) {
        boolean on = request.deletionProtectionEnabled();
        if (!groups.change(caller.realm(), name(caller, request), group -> group.withDeletionProtection(on))) {
            throw LogErrors.noGroup().thrown();
        }
        return PutLogGroupDeletionProtectionResponse.builder().build();
    }
}
