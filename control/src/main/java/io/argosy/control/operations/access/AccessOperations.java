package io.argosy.control.operations.access;

import io.argosy.control.Clusters;
import io.argosy.wire.Operation;
import java.util.List;
import java.util.function.Supplier;

/// The operations on join tokens and agents' keys.
public final class AccessOperations {
    private AccessOperations() {}

    public static List<Operation<?, ?>> all(Clusters clusters, Supplier<String> ids, Supplier<String> secrets) {
        return List.of(
                new CreateJoinToken(clusters, ids, secrets),
                new ListJoinTokens(clusters),
                new RevokeJoinToken(clusters),
                new CreateAgentKey(clusters, new FreshKeys(ids, secrets)),
                new ListAgentKeys(clusters),
                new RevokeAgentKey(clusters));
    }
}
