package io.argosy.access.credentials;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import io.argosy.state.Stores;

/// Whether a task that has keys still lives, by its ARN `arn:aws:ecs:REGION:ACCOUNT:task/CLUSTER/ID`.
final class LiveTasks {
    private final Stores stores;

    LiveTasks(Stores stores) {
        this.stores = stores;
    }

    boolean lives(String arn) {
        String[] parts = arn.split("[:/]");
        var realm = new AccountRegion(parts[4], parts[3]);
        return stores.content(realm, new ClusterName(parts[6]))
                .task(new io.argosy.model.TaskId(id(arn)))
                .filter(task -> !task.state().stopped())
                .isPresent();
    }

    static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
