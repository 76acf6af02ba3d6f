package io.argosy.control.operations.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.JoinToken;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.JoinTokenDescription;
import io.argosy.shapes.argosy.ListJoinTokensRequest;
import io.argosy.shapes.argosy.ListJoinTokensResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListJoinTokens`: the join tokens of a cluster, spent and expired ones too until they are forgotten; never a secret.
public final class ListJoinTokens implements Operation<ListJoinTokensRequest, ListJoinTokensResponse> {
    private final Clusters clusters;

    ListJoinTokens(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListJoinTokensRequest, ListJoinTokensResponse> model() {
        return Argosy.LIST_JOIN_TOKENS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListJoinTokensRequest request) {
        return List.of(Permission.on(
                "argosy:ListJoinTokens",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public ListJoinTokensResponse handle(Caller caller, ListJoinTokensRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Page<JoinToken> page = Pages.page(
                Listing.of(JoinToken::key, scope.store().read().table(JoinToken.KIND)::after),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListJoinTokensResponse.builder()
                .joinTokens(page.items().stream().map(ListJoinTokens::shape).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static JoinTokenDescription shape(JoinToken token) {
        return JoinTokenDescription.builder()
                .tokenId(token.id())
                .usesLeft(token.usesLeft())
                .createdAt(token.createdAt())
                .expiresAt(token.expiresAt())
                .build();
    }
}
