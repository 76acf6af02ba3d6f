package io.argosy.jobqueues.consumables;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.jobqueues.resources.ConsumableResource.AppliedToken;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.UpdateConsumableResourceRequest;
import io.argosy.shapes.batch.UpdateConsumableResourceResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `UpdateConsumableResource`: sets how many there are, or adds or removes some; with a token once in eight hours.
final class UpdateConsumableResource
        implements Operation<UpdateConsumableResourceRequest, UpdateConsumableResourceResponse> {
    private static final Duration REMEMBERED = Duration.ofHours(8);
    /// Beyond so many the oldest is forgotten first.
    private static final int MOST_TOKENS = 100;

    private final BatchStore store;

    UpdateConsumableResource(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<UpdateConsumableResourceRequest, UpdateConsumableResourceResponse> model() {
        return Batch.UPDATE_CONSUMABLE_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateConsumableResourceRequest request) {
        return List.of(
                ConsumablePermissions.on("UpdateConsumableResource", store.read(caller), request.consumableResource()));
    }

    @Override
    public UpdateConsumableResourceResponse handle(Caller caller, UpdateConsumableResourceRequest request) {
        ConsumableResource changed = store.write(caller.realm(), (tx, state) -> changed(caller, tx, state, request));
        return UpdateConsumableResourceResponse.builder()
                .consumableResourceName(changed.name())
                .consumableResourceArn(store.read(caller).arns().consumable(changed.name()))
                .totalQuantity(changed.total())
                .build();
    }

    private static ConsumableResource changed(
            Caller caller, AccountTransaction tx, BatchState state, UpdateConsumableResourceRequest request) {
        ConsumableResource there = state.consumable(request.consumableResource())
                .orElseThrow(() -> BatchErrors.missing(request.consumableResource()));
        List<AppliedToken> tokens = remembered(there, tx.now());
        String token = request.clientToken().orElse("");
        if (tokens.stream().anyMatch(known -> known.token().equals(token))) {
            return there;
        }
        if (!token.isEmpty()) {
            tokens.add(new AppliedToken(token, tx.now()));
        }
        ConsumableResource changed = there.with(total(caller, there, request), tokens);
        tx.update(changed);
        return changed;
    }

    private static List<AppliedToken> remembered(ConsumableResource there, Instant now) {
        List<AppliedToken> fresh = there.tokens().stream()
                .filter(known -> known.at().isAfter(now.minus(REMEMBERED)))
                .toList();
        return new ArrayList<>(fresh.subList(Math.max(0, fresh.size() - MOST_TOKENS + 1), fresh.size()));
    }

    private static long total(Caller caller, ConsumableResource there, UpdateConsumableResourceRequest request) {
        long quantity = request.quantity().orElse(0L);
        long total = switch (request.operation().orElse("SET")) {
            case "SET" -> quantity;
            case "ADD" -> there.total() + quantity;
            case "REMOVE" -> there.total() - quantity;
            default ->
                throw BatchErrors.wrapped(
                        caller,
                        "operation must be SET, ADD or REMOVE: "
                                + request.operation().get());
        };
        if (quantity < 0 || total < 0) {
            throw BatchErrors.wrapped(caller, "The total quantity of a consumable resource must not be negative");
        }
        return total;
    }
}
