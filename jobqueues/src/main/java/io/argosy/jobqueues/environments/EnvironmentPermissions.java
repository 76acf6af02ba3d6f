package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.model.AccountRegion;
import io.argosy.wire.access.Permission;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What an action on an environment needs.
final class EnvironmentPermissions {
    private EnvironmentPermissions() {}

    static Permission on(String action, BatchState state, String nameOrArn) {
        return BatchPermissions.on(
                action,
                state.arns().asNamed(BatchArns.ENVIRONMENT, nameOrArn),
                state.environment(nameOrArn).map(ComputeEnvironment::tags).orElse(Map.of()));
    }

    /// What roles and tags of capacity in a request need beside the action itself.
    static Stream<Permission> given(
            AccountRegion realm, String arn, Optional<String> serviceRole, boolean capacityTags) {
        return Stream.concat(
                BatchPermissions.passing(realm, serviceRole, "batch.amazonaws.com"),
                capacityTags ? Stream.of(Permission.on("batch:SetCapacityTags", arn)) : Stream.empty());
    }
}
