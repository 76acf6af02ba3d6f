package io.argosy.jobqueues.consumables;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.wire.access.Permission;
import java.util.Map;

/// What an action on a consumable resource needs.
public final class ConsumablePermissions {
    private ConsumablePermissions() {}

    public static Permission on(String action, BatchState state, String nameOrArn) {
        return BatchPermissions.on(
                action,
                state.arns().asNamed(BatchArns.CONSUMABLE, nameOrArn),
                state.consumable(nameOrArn).map(ConsumableResource::tags).orElse(Map.of()));
    }
}
