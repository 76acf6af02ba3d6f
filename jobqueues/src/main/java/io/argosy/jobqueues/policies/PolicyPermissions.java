package io.argosy.jobqueues.policies;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.wire.access.Permission;
import java.util.Map;

/// What an action on a policy needs.
final class PolicyPermissions {
    private PolicyPermissions() {}

    static Permission on(String action, BatchState state, String arn) {
        return BatchPermissions.on(
                action,
                state.arns().asNamed(BatchArns.POLICY, arn),
                state.policy(arn).map(SchedulingPolicy::tags).orElse(Map.of()));
    }
}
