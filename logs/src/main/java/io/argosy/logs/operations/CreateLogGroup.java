package io.argosy.logs.operations;

import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.groups.LogGroups;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.CreateLogGroupResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `CreateLogGroup`: a new group, empty. The class and the key are kept and shown, and change nothing.
public final class CreateLogGroup implements Operation<CreateLogGroupRequest, CreateLogGroupResponse> {
    private final LogGroups groups;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public CreateLogGroup(LogGroups groups, InstantSource clock, Supplier<String> ids) {
        this.groups = groups;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public OperationModel<CreateLogGroupRequest, CreateLogGroupResponse> model() {
        return Logs.CREATE_LOG_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateLogGroupRequest request) {
        Map<String, String> tags = request.tags().orElse(Map.of());
        List<Permission> needed = new ArrayList<>();
        LogPermissions.group("logs:CreateLogGroup", caller, request.logGroupName())
                .forEach(create -> needed.add(tags.isEmpty() ? create : create.withTags(tags)));
        if (!tags.isEmpty()) {
            needed.add(LogPermissions.tags("logs:TagResource", caller, request.logGroupName())
                    .withTags(tags));
        }
        return needed;
    }

    @Override
    public CreateLogGroupResponse handle(Caller caller, CreateLogGroupRequest request) {
        if (request.logGroupName().startsWith("aws/")) {
            throw LogErrors.invalid("Log groups starting with AWS/ are reserved for AWS.")
                    .thrown();
        }
        var group = new LogGroup(
                request.logGroupName(),
                ids.get(),
                request.logGroupClass().orElse("STANDARD"),
                request.kmsKeyId(),
                0,
                request.deletionProtectionEnabled().orElse(false),
                request.tags().orElse(Map.of()),
                clock.instant());
        if (!groups.create(caller.realm(), group)) {
            throw LogErrors.groupExists().thrown();
        }
        return CreateLogGroupResponse.builder().build();
    }
}
