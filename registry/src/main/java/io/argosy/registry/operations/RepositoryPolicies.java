package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.registry.access.PolicyRules;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.RepositoryPolicy;
import io.argosy.state.Stores;
import io.argosy.wire.access.Permission;

/// The policies of repositories. What they mean is said by whoever knows policies.
public final class RepositoryPolicies {
    private final Stores stores;
    private final PolicyRules rules;

    public RepositoryPolicies(Stores stores, PolicyRules rules) {
        this.stores = stores;
        this.rules = rules;
    }

    RepositoryPolicy find(RepositoryKey key) {
        return stores.account(key.realm())
                .read()
                .table(RepositoryPolicy.KIND)
                .get(key.name())
                .orElseThrow(() -> notFound(key).thrown());
    }

    void requireReadable(String text) {
        if (!rules.readable(text)) {
            throw EcrErrors.invalidParameter("PolicyText", "Invalid repository policy provided")
                    .thrown();
        }
    }

    /// A policy that keeps its author from setting another is a mistake, unless that is said (ecr-semantics 4.4).
    void set(Caller caller, RepositoryKey key, String text, boolean force) {
        requireReadable(text);
        var again = Permission.on("ecr:SetRepositoryPolicy", new Arns(key.realm()).repository(key.name()));
        if (!force && rules.denies(text, caller.principalArn(), again)) {
            throw EcrErrors.invalidParameter(
                            "PolicyText",
                            "Invalid repository policy provided: it would keep its author from setting another; force"
                                    + " says that this is meant")
                    .thrown();
        }
        stores.account(key.realm()).write(tx -> {
            tx.addOrUpdate(new RepositoryPolicy(key.name(), text));
            return key;
        });
    }

    RepositoryPolicy remove(RepositoryKey key) {
        return stores.account(key.realm()).write(tx -> {
            RepositoryPolicy known = tx.state()
                    .table(RepositoryPolicy.KIND)
                    .get(key.name())
                    .orElseThrow(() -> notFound(key).thrown());
            tx.remove(known);
            return known;
        });
    }

    private static ApiError notFound(RepositoryKey key) {
        return EcrErrors.missing("RepositoryPolicyNotFoundException", "Repository policy", key);
    }
}
