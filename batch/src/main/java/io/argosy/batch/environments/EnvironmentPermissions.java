package io.argosy.batch.environments;

import io.argosy.batch.resources.BatchArns;
import io.argosy.batch.resources.BatchPermissions;
import io.argosy.batch.resources.BatchState;
import io.argosy.batch.resources.ComputeEnvironment;
import io.argosy.wire.access.Permission;
import java.util.Map;

/// What an action on an environment needs.
final class EnvironmentPermissions {
    private EnvironmentPermissions() {}

    static Permission on(String action, BatchState state, String nameOrArn) {
        return BatchPermissions.on(
                action,
                state.arns().asNamed(BatchArns.ENVIRONMENT, nameOrArn),
                state.environment(nameOrArn).map(ComputeEnvironment::tags).orElse(Map.of()));
    }
}
