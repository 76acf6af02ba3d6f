package io.argosy.control.operations.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.control.UsualCluster;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.CreateJoinTokenResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.function.Supplier;

/// `CreateJoinToken`: a permission for so many hosts, one unless said, to join a cluster. It is told this once and
/// kept as a hash only.
public final class CreateJoinToken implements Operation<CreateJoinTokenRequest, CreateJoinTokenResponse> {
    static final int MOST_USES = 1_000;

    private final Clusters clusters;
    private final FreshTokens tokens;

    CreateJoinToken(Clusters clusters, Supplier<String> ids, Supplier<String> secrets) {
        this.clusters = clusters;
        this.tokens = new FreshTokens(ids, secrets);
    }

    @Override
    public OperationModel<CreateJoinTokenRequest, CreateJoinTokenResponse> model() {
        return Argosy.CREATE_JOIN_TOKEN;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateJoinTokenRequest request) {
        return List.of(Permission.on(
                "argosy:CreateJoinToken",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public CreateJoinTokenResponse handle(Caller caller, CreateJoinTokenRequest request) {
        if (Clusters.name(caller.realm(), request.cluster()).equals(Clusters.USUAL)) {
            UsualCluster.make(clusters.account(caller.realm()));
        }
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        int uses = request.uses().orElse(1);
        if (uses < 1 || uses > MOST_USES) {
            throw ApiError.invalidParameter("uses should be between 1 and " + MOST_USES)
                    .thrown();
        }
        FreshTokens.Fresh made =
                scope.store().write(tx -> tokens.put(tx, uses, Lifetimes.end(tx.now(), request.expiresInSeconds())));
        return CreateJoinTokenResponse.builder()
                .token(made.text().reveal())
                .tokenId(made.token().id())
                .expiresAt(made.token().expiresAt())
                .build();
    }
}
