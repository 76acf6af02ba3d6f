package io.argosy.jobqueues.consumables;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchPages;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ConsumableResourceSummary;
import io.argosy.shapes.batch.KeyValuesPair;
import io.argosy.shapes.batch.ListConsumableResourcesRequest;
import io.argosy.shapes.batch.ListConsumableResourcesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// `ListConsumableResources`: all in pages, or those of a name.
final class ListConsumableResources
        implements Operation<ListConsumableResourcesRequest, ListConsumableResourcesResponse> {
    private static final String BY_NAME = "CONSUMABLE_RESOURCE_NAME";

    private final BatchStore store;

    ListConsumableResources(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<ListConsumableResourcesRequest, ListConsumableResourcesResponse> model() {
        return Batch.LIST_CONSUMABLE_RESOURCES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListConsumableResourcesRequest request) {
        return List.of(Permission.on("batch:ListConsumableResources"));
    }

    @Override
    public ListConsumableResourcesResponse handle(Caller caller, ListConsumableResourcesRequest request) {
        BatchState state = store.read(caller);
        Page<ConsumableResource> page = BatchPages.page(
                Listing.of(ConsumableResource::name, state.consumables()::after)
                        .where(wanted(caller, request.filters().orElse(List.of()))),
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListConsumableResourcesResponse.builder()
                .consumableResources(page.items().stream()
                        .map(resource -> row(resource, state))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Predicate<ConsumableResource> wanted(Caller caller, List<KeyValuesPair> filters) {
        if (filters.isEmpty()) {
            return _ -> true;
        }
        KeyValuesPair filter = filters.getFirst();
        List<String> values = filter.values().orElse(List.of());
        if (filters.size() > 1
                || values.size() != 1
                || !filter.name().orElse("").equals(BY_NAME)) {
            throw BatchErrors.wrapped(caller, "One filter " + BY_NAME + " with one value can be specified.");
        }
        String text = values.getFirst().toLowerCase(Locale.ROOT);
        return text.endsWith("*")
                ? resource -> resource.name().toLowerCase(Locale.ROOT).startsWith(text.substring(0, text.length() - 1))
                : resource -> resource.name().equalsIgnoreCase(text);
    }

    private static ConsumableResourceSummary row(ConsumableResource resource, BatchState state) {
        return ConsumableResourceSummary.builder()
                .consumableResourceName(resource.name())
                .consumableResourceArn(state.arns().consumable(resource.name()))
                .totalQuantity(resource.total())
                .inUseQuantity(resource.inUse())
                .resourceType(resource.type().name())
                .build();
    }
}
