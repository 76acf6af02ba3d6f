package io.argosy.control.operations.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.control.UsualCluster;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.JoinToken;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.CreateJoinTokenResponse;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// `CreateJoinToken`: a permission for so many hosts, one unless said, to join a cluster. It is told this once and
/// kept as a hash only.
public final class CreateJoinToken implements Operation<CreateJoinTokenRequest, CreateJoinTokenResponse> {
    static final int MOST_USES = 1_000;
    static final int MOST_TOKENS = 1_000;

    private final Clusters clusters;
    private final Supplier<String> ids;
    private final Supplier<String> secrets;

    CreateJoinToken(Clusters clusters, Supplier<String> ids, Supplier<String> secrets) {
        this.clusters = clusters;
        this.ids = ids;
        this.secrets = secrets;
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
        String id = ids.get().substring(0, 16);
        String secret = secrets.get();
        JoinToken made = scope.store().write(tx -> {
            Instant until = Lifetimes.end(tx.now(), request.expiresInSeconds());
            return put(new JoinToken(id, JoinTokenText.hash(secret), uses, tx.now(), until, List.of()), tx);
        });
        return CreateJoinTokenResponse.builder()
                .token(JoinTokenText.write(id, secret))
                .tokenId(id)
                .expiresAt(made.expiresAt())
                .build();
    }

    private static JoinToken put(JoinToken token, Transaction tx) {
        if (tx.state().joinTokens().size() >= MOST_TOKENS) {
            throw new ApiError("LimitExceededException", "The cluster has " + MOST_TOKENS + " join tokens already.")
                    .thrown();
        }
        tx.add(token);
        return token;
    }
}
