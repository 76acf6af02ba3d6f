package io.argosy.control.operations.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.RequestedArns;
import io.argosy.model.AgentKey;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.AgentKeyDescription;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.ListAgentKeysRequest;
import io.argosy.shapes.argosy.ListAgentKeysResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListAgentKeys`: the access keys of a cluster's agents, and which instance holds each; never a secret.
public final class ListAgentKeys implements Operation<ListAgentKeysRequest, ListAgentKeysResponse> {
    private final Clusters clusters;

    ListAgentKeys(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListAgentKeysRequest, ListAgentKeysResponse> model() {
        return Argosy.LIST_AGENT_KEYS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListAgentKeysRequest request) {
        return List.of(Permission.on(
                "argosy:ListAgentKeys",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public ListAgentKeysResponse handle(Caller caller, ListAgentKeysRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Page<AgentKey> page = Pages.page(
                Listing.of(AgentKey::key, scope.store().read().table(AgentKey.KIND)::after),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListAgentKeysResponse.builder()
                .agentKeys(page.items().stream().map(key -> shape(key, scope)).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static AgentKeyDescription shape(AgentKey key, ClusterScope scope) {
        var shape = AgentKeyDescription.builder()
                .accessKeyId(key.id())
                .madeFor(key.origin().name())
                .createdAt(key.createdAt());
        return switch (key.holder()) {
            case AgentKey.Holder.Nobody(var until) -> shape.expiresAt(until).build();
            case AgentKey.Holder.Instance(var id) ->
                shape.containerInstanceArn(scope.arns().containerInstance(scope.name(), id))
                        .build();
        };
    }
}
