package io.argosy.control.operations.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.JoinToken;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.RevokeJoinTokenRequest;
import io.argosy.shapes.argosy.RevokeJoinTokenResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `RevokeJoinToken`: nobody joins with it any more. Hosts that joined with it stay; their keys are revoked each.
public final class RevokeJoinToken implements Operation<RevokeJoinTokenRequest, RevokeJoinTokenResponse> {
    private final Clusters clusters;

    RevokeJoinToken(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<RevokeJoinTokenRequest, RevokeJoinTokenResponse> model() {
        return Argosy.REVOKE_JOIN_TOKEN;
    }

    @Override
    public List<Permission> permissions(Caller caller, RevokeJoinTokenRequest request) {
        return List.of(Permission.on(
                "argosy:RevokeJoinToken",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public RevokeJoinTokenResponse handle(Caller caller, RevokeJoinTokenRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        scope.store().write(tx -> {
            JoinToken token = tx.state()
                    .joinToken(request.tokenId())
                    .orElseThrow(
                            () -> new ApiError("ResourceNotFoundException", "The referenced join token was not found.")
                                    .thrown());
            tx.remove(token);
            return token;
        });
        return RevokeJoinTokenResponse.builder().build();
    }
}
