package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.wire.Operation;
import java.util.List;

/// What can be asked about job definitions.
public final class DefinitionOperations {
    private DefinitionOperations() {}

    public static List<Operation<?, ?>> all(BatchStore store, DefinitionRules rules) {
        return List.of(
                new RegisterJobDefinition(store, rules),
                new DeregisterJobDefinition(store),
                new DescribeJobDefinitions(store));
    }
}
