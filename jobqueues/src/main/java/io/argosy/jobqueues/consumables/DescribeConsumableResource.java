package io.argosy.jobqueues.consumables;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DescribeConsumableResourceRequest;
import io.argosy.shapes.batch.DescribeConsumableResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeConsumableResource`: how many there are, how many jobs hold, how many are left.
final class DescribeConsumableResource
        implements Operation<DescribeConsumableResourceRequest, DescribeConsumableResourceResponse> {
    private final BatchStore store;

    DescribeConsumableResource(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DescribeConsumableResourceRequest, DescribeConsumableResourceResponse> model() {
        return Batch.DESCRIBE_CONSUMABLE_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeConsumableResourceRequest request) {
        return List.of(ConsumablePermissions.on(
                "DescribeConsumableResource", store.read(caller), request.consumableResource()));
    }

    @Override
    public DescribeConsumableResourceResponse handle(Caller caller, DescribeConsumableResourceRequest request) {
        BatchState state = store.read(caller);
        ConsumableResource there = state.consumable(request.consumableResource())
                .orElseThrow(() -> BatchErrors.missing(request.consumableResource()));
        return DescribeConsumableResourceResponse.builder()
                .consumableResourceName(there.name())
                .consumableResourceArn(state.arns().consumable(there.name()))
                .totalQuantity(there.total())
                .inUseQuantity(there.inUse())
                .availableQuantity(there.available())
                .resourceType(there.type().name())
                .createdAt(there.createdAt().toEpochMilli())
                .tags(there.tags())
                .build();
    }
}
