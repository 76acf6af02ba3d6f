package io.argosy.control.operations.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.control.UsualCluster;
import io.argosy.model.AgentKey;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateAgentKeyRequest;
import io.argosy.shapes.argosy.CreateAgentKeyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;

/// `CreateAgentKey`: a key pair for an agent that cannot bring a join token, like the official one. The first instance
/// that registers with it holds it; until then it ends by itself.
public final class CreateAgentKey implements Operation<CreateAgentKeyRequest, CreateAgentKeyResponse> {
    private final Clusters clusters;
    private final FreshKeys keys;

    CreateAgentKey(Clusters clusters, FreshKeys keys) {
        this.clusters = clusters;
        this.keys = keys;
    }

    @Override
    public OperationModel<CreateAgentKeyRequest, CreateAgentKeyResponse> model() {
        return Argosy.CREATE_AGENT_KEY;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateAgentKeyRequest request) {
        return List.of(Permission.on(
                "argosy:CreateAgentKey",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public CreateAgentKeyResponse handle(Caller caller, CreateAgentKeyRequest request) {
        if (Clusters.name(caller.realm(), request.cluster()).equals(Clusters.USUAL)) {
            UsualCluster.make(clusters.account(caller.realm()));
        }
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        AgentKey made = scope.store().write(tx -> {
            Instant until = Lifetimes.end(tx.now(), request.expiresInSeconds());
            return keys.put(AgentKey.Origin.OFFICIAL_AGENT, until, tx);
        });
        return CreateAgentKeyResponse.builder()
                .accessKeyId(made.id())
                .secretAccessKey(made.secret())
                .expiresAt(made.expiresAt())
                .build();
    }
}
