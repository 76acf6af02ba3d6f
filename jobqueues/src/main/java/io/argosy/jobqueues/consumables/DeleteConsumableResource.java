package io.argosy.jobqueues.consumables;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DeleteConsumableResourceRequest;
import io.argosy.shapes.batch.DeleteConsumableResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteConsumableResource`: also of one that jobs hold; those that want it wait for another of its name.
final class DeleteConsumableResource
        implements Operation<DeleteConsumableResourceRequest, DeleteConsumableResourceResponse> {
    private final BatchStore store;

    DeleteConsumableResource(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DeleteConsumableResourceRequest, DeleteConsumableResourceResponse> model() {
        return Batch.DELETE_CONSUMABLE_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteConsumableResourceRequest request) {
        return List.of(
                ConsumablePermissions.on("DeleteConsumableResource", store.read(caller), request.consumableResource()));
    }

    @Override
    public DeleteConsumableResourceResponse handle(Caller caller, DeleteConsumableResourceRequest request) {
        store.write(caller.realm(), (tx, state) -> {
            ConsumableResource there = state.consumable(request.consumableResource())
                    .orElseThrow(() -> BatchErrors.missing(request.consumableResource()));
            tx.remove(there);
            return there;
        });
        return DeleteConsumableResourceResponse.builder().build();
    }
}
