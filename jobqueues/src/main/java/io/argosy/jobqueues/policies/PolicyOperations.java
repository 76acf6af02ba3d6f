package io.argosy.jobqueues.policies;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.wire.Operation;
import java.util.List;

/// What can be asked about scheduling policies.
public final class PolicyOperations {
    private PolicyOperations() {}

    public static List<Operation<?, ?>> all(BatchStore store) {
        return List.of(
                new CreateSchedulingPolicy(store),
                new UpdateSchedulingPolicy(store),
                new DeleteSchedulingPolicy(store),
                new DescribeSchedulingPolicies(store),
                new ListSchedulingPolicies(store));
    }
}
