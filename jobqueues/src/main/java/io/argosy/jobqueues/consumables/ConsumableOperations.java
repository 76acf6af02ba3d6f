package io.argosy.jobqueues.consumables;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.wire.Operation;
import java.util.List;

/// What can be asked about consumable resources, beside the jobs that want them.
public final class ConsumableOperations {
    private ConsumableOperations() {}

    public static List<Operation<?, ?>> all(BatchStore store) {
        return List.of(
                new CreateConsumableResource(store),
                new DescribeConsumableResource(store),
                new ListConsumableResources(store),
                new UpdateConsumableResource(store),
                new DeleteConsumableResource(store));
    }
}
