package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ListReplicationBackfillsRequest;
import io.argosy.shapes.ecr.ListReplicationBackfillsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListReplicationBackfills`: none was ever started, as the registry sends its images nowhere.
public final class ListReplicationBackfills
        implements Operation<ListReplicationBackfillsRequest, ListReplicationBackfillsResponse> {
    @Override
    public OperationModel<ListReplicationBackfillsRequest, ListReplicationBackfillsResponse> model() {
        return Ecr.LIST_REPLICATION_BACKFILLS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListReplicationBackfillsRequest request) {
        return List.of(Permission.on("ecr:ListReplicationBackfills"));
    }

    @Override
    public ListReplicationBackfillsResponse handle(Caller caller, ListReplicationBackfillsRequest request) {
        return ListReplicationBackfillsResponse.builder()
                .registryId(caller.realm().account())
                .backfills(List.of())
                .build();
    }
}
