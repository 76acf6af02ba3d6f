package io.argosy.jobqueues.consumables;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchNames;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.jobqueues.resources.ConsumableResource.Type;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CreateConsumableResourceRequest;
import io.argosy.shapes.batch.CreateConsumableResourceResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.Arrays;
import java.util.List;

/// `CreateConsumableResource`: so many of something that jobs can hold.
final class CreateConsumableResource
        implements Operation<CreateConsumableResourceRequest, CreateConsumableResourceResponse> {
    private final BatchStore store;

    CreateConsumableResource(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<CreateConsumableResourceRequest, CreateConsumableResourceResponse> model() {
        return Batch.CREATE_CONSUMABLE_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateConsumableResourceRequest request) {
        return BatchPermissions.making(
                "CreateConsumableResource",
                new BatchArns(caller.realm()).consumable(request.consumableResourceName()),
                request.tags());
    }

    @Override
    public CreateConsumableResourceResponse handle(Caller caller, CreateConsumableResourceRequest request) {
        BatchNames.check(caller, "consumableResourceName", request.consumableResourceName());
        if (request.totalQuantity().orElse(0L) < 0) {
            throw BatchErrors.wrapped(caller, "totalQuantity must not be negative");
        }
        Type type = type(caller, request.resourceType().orElse(Type.REPLENISHABLE.name()));
        ConsumableResource made = store.write(caller.realm(), (tx, state) -> made(tx, state, request, type));
        return CreateConsumableResourceResponse.builder()
                .consumableResourceName(made.name())
                .consumableResourceArn(new BatchArns(caller.realm()).consumable(made.name()))
                .build();
    }

    private static Type type(Caller caller, String word) {
        return Arrays.stream(Type.values())
                .filter(type -> type.name().equals(word))
                .findFirst()
                .orElseThrow(() -> BatchErrors.wrapped(
                        caller, "resourceType must be REPLENISHABLE or NON_REPLENISHABLE: " + word));
    }

    private static ConsumableResource made(
            AccountTransaction tx, BatchState state, CreateConsumableResourceRequest request, Type type) {
        String name = request.consumableResourceName();
        if (state.consumables().get(name).isPresent()) {
            throw BatchErrors.plain("Object already exists");
        }
        BatchStore.requireRoom(state.consumables().size(), "consumable resources");
        var resource = new ConsumableResource(
                name,
                type,
                request.totalQuantity().orElse(0L),
                0,
                List.of(),
                ResourceTags.given(request.tags()),
                tx.now());
        tx.add(resource);
        return resource;
    }
}
