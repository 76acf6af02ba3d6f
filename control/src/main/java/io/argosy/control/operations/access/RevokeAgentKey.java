package io.argosy.control.operations.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.AgentKey;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.RevokeAgentKeyRequest;
import io.argosy.shapes.argosy.RevokeAgentKeyResponse;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `RevokeAgentKey`: the key ends, and with it the open channels of its instance. The instance and its tasks stay: a
/// host that joins again under a new key may take it over, which is how a key is changed.
public final class RevokeAgentKey implements Operation<RevokeAgentKeyRequest, RevokeAgentKeyResponse> {
    private final Clusters clusters;

    RevokeAgentKey(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<RevokeAgentKeyRequest, RevokeAgentKeyResponse> model() {
        return Argosy.REVOKE_AGENT_KEY;
    }

    @Override
    public List<Permission> permissions(Caller caller, RevokeAgentKeyRequest request) {
        return List.of(Permission.on(
                "argosy:RevokeAgentKey",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public RevokeAgentKeyResponse handle(Caller caller, RevokeAgentKeyRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        scope.store().write(tx -> {
            AgentKey key = tx.state()
                    .agentKey(request.accessKeyId())
                    .orElseThrow(
                            () -> new ApiError("ResourceNotFoundException", "The referenced agent key was not found.")
                                    .thrown());
            tx.remove(key);
            if (key.holder() instanceof AgentKey.Holder.Instance(ContainerInstanceId id)) {
                disconnect(id, tx);
            }
            return key;
        });
        return RevokeAgentKeyResponse.builder().build();
    }

    /// A changed instance is what wakes its session, which then finds that its key is gone.
    private static void disconnect(ContainerInstanceId id, Transaction tx) {
        tx.state()
                .instance(id)
                .filter(instance -> instance.registered() && instance.agentConnected())
                .ifPresent(instance -> tx.update(instance.disconnected(tx.now())));
    }
}
