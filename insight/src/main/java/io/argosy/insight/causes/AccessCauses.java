package io.argosy.insight.causes;

import io.argosy.control.access.JoinRefusals;
import io.argosy.model.AgentKey;
import io.argosy.model.JoinToken;
import io.argosy.shapes.argosy.Evidence;
import io.argosy.shapes.argosy.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why hosts join with a token or not, and who holds a key. A host that was refused is told nothing; whoever may ask
/// here learns why.
final class AccessCauses {
    private final Known known;

    AccessCauses(Known known) {
        this.known = known;
    }

    /// A token is wrong when somebody tries it in vain.
    Optional<Finding> wrong(JoinToken token) {
        return known.refusals().of(token.id()).map(_ -> explained(token));
    }

    Finding explained(JoinToken token) {
        String again = "make a new token (argosy token create --cluster "
                + known.scope().name() + ") and start the agent with it";
        Optional<JoinRefusals.Tries> tries = known.refusals().of(token.id());
        Diagnosis diagnosis = token.expiredAt(known.now())
                ? new Diagnosis("TokenExpired", "the token expired " + known.ago(token.expiresAt()) + " ago", again)
                : token.usesLeft() < 1
                        ? new Diagnosis("TokenSpent", "the token was for so many hosts, and they have joined", again)
                        : Findings.well(token.usesLeft() + " hosts may join with it until " + token.expiresAt());
        String symptom = tries.map(refused -> "a host was refused " + refused.count() + " times with join token "
                        + token.id() + ", last " + known.ago(refused.last()) + " ago")
                .orElse("join token " + token.id());
        return Findings.of(tries.isPresent() ? Severity.WARNING : Severity.NOTE, diagnosis)
                .subject("token " + token.id())
                .symptom(symptom)
                .since(tries.map(JoinRefusals.Tries::first).orElse(token.createdAt()))
                .evidence(evidence(token, tries))
                .build();
    }

    private static List<Evidence> evidence(JoinToken token, Optional<JoinRefusals.Tries> tries) {
        List<Evidence> all = new ArrayList<>();
        all.add(Findings.evidence(token.createdAt(), "token", "made"));
        all.add(Findings.evidence(token.expiresAt(), "token", "end of its time"));
        token.joined()
                .forEach(joined -> all.add(
                        Findings.evidence(token.createdAt(), "token", "a host got key " + joined.accessKeyId())));
        tries.ifPresent(refused -> all.add(Findings.evidence(
                refused.last(), "token", "refused, " + refused.count() + " times since " + refused.first())));
        return all;
    }

    Finding explained(AgentKey key) {
        Diagnosis diagnosis = switch (key.holder()) {
            case AgentKey.Holder.Instance(var instance) ->
                Findings.well("it is the key of " + known.name(instance) + " and of no other");
            case AgentKey.Holder.Nobody(var until) ->
                until.isAfter(known.now())
                        ? Findings.well("no instance has registered with it yet; it ends at " + until)
                        : new Diagnosis(
                                "KeyExpired",
                                "no instance registered with it by " + until,
                                "join the host with a new token");
        };
        return Findings.of(Severity.NOTE, diagnosis)
                .subject("key " + key.id())
                .symptom("agent key " + key.id())
                .since(key.createdAt())
                .evidence(List.of(Findings.evidence(key.createdAt(), "key", "made for " + key.origin())))
                .build();
    }
}
