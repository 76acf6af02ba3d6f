package io.argosy.control.operations.access;

import io.argosy.control.Clusters;
import io.argosy.control.access.JoinRefusals;
import io.argosy.model.AgentKey;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Cluster;
import io.argosy.model.JoinToken;
import io.argosy.shapes.argosy.JoinAnswer;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import io.argosy.wire.access.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A host spends a join token and gets an access key of its own, in one write: a token is never spent without a key,
/// nor a key given without a token. An attempt whose answer was lost gets the same key again.
public final class Joining {
    private final Clusters clusters;
    private final FreshKeys keys;
    private final JoinRefusals refusals;

    public Joining(Clusters clusters, Supplier<String> ids, Supplier<String> secrets, JoinRefusals refusals) {
        this.clusters = clusters;
        this.refusals = refusals;
        this.keys = new FreshKeys(ids, secrets);
    }

    /// Unknown, revoked, spent and expired tokens get one answer: nobody learns which tokens exist.
    public JoinAnswer join(Secret token, String attempt) {
        JoinTokenText shown = JoinTokenText.read(token.reveal()).orElseThrow(Joining::refused);
        ClusterStore store = clusters.stores().clusters().stream()
                .filter(one -> one.read().joinToken(shown.id()).isPresent())
                .filter(this::active)
                .findFirst()
                .orElseThrow(Joining::refused);
        AgentKey key = store.write(tx -> spent(shown, attempt, tx));
        return JoinAnswer.builder()
                .accessKeyId(key.id())
                .secretAccessKey(key.secret())
                .region(store.realm().region())
                .clusterArn(new Arns(store.realm()).cluster(store.name()))
                .build();
    }

    private boolean active(ClusterStore store) {
        return clusters.account(store.realm())
                .read()
                .cluster(store.name())
                .filter(Cluster::active)
                .isPresent();
    }

    private AgentKey spent(JoinTokenText shown, String attempt, Transaction tx) {
        JoinToken token = tx.state()
                .joinToken(shown.id())
                .filter(kept -> shown.proves(kept.secretHash()))
                .orElseThrow(Joining::refused);
        Optional<String> before = token.keyOf(attempt);
        if (token.expiredAt(tx.now()) || before.isEmpty() && token.usesLeft() < 1) {
            refusals.note(token.id(), tx.now());
            throw refused();
        }
        if (before.isPresent()) {
            return before.flatMap(tx.state()::agentKey).orElseThrow(Joining::refused);
        }
        AgentKey key = keys.put(AgentKey.Origin.JOIN_TOKEN, tx.now().plus(Lifetimes.USUAL), tx);
        tx.update(token.spentBy(attempt, key.id()));
        return key;
    }

    private static RuntimeException refused() {
        return new ApiError(
                        "AccessDeniedException",
                        "The join token is not valid: it was never made, or is spent, expired or revoked.",
                        403,
                        Map.of())
                .thrown();
    }
}
