package io.argosy.registry.settings;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.RegistryState;
import io.argosy.registry.images.RepositoryPolicy;
import io.argosy.registry.lifecycle.LifecyclePolicy;
import io.argosy.state.AccountState;
import io.argosy.state.Stores;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The templates of repositories: which there are, and the one that a new name takes.
public final class CreationTemplates {
    /// A registry has so many at most.
    private static final int MOST = 50;

    private final Stores stores;

    public CreationTemplates(Stores stores) {
        this.stores = stores;
    }

    /// By prefix.
    public List<CreationTemplate> all(AccountRegion realm) {
        return all(stores.account(realm).read()).stream()
                .sorted(Comparator.comparing(CreationTemplate::prefix))
                .toList();
    }

    private static Collection<CreationTemplate> all(AccountState state) {
        return state.table(CreationTemplate.KIND).values();
    }

    /// What `change` makes of the template of this prefix, stored; of nothing, if there is none.
    public <R> R change(
            AccountRegion realm,
            String prefix,
            Function<Optional<CreationTemplate>, CreationTemplate> change,
            Function<CreationTemplate, R> answer) {
        return stores.account(realm).write(tx -> {
            Optional<CreationTemplate> known =
                    tx.state().table(CreationTemplate.KIND).get(prefix);
            CreationTemplate changed = change.apply(known);
            if (known.isEmpty() && all(tx.state()).size() >= MOST) {
                throw new ApiError(
                                "LimitExceededException",
                                "A registry has at most " + MOST + " repository creation templates")
                        .thrown();
            }
            tx.addOrUpdate(changed);
            return answer.apply(changed);
        });
    }

    public Optional<CreationTemplate> remove(AccountRegion realm, String prefix) {
        return stores.account(realm).write(tx -> {
            Optional<CreationTemplate> known =
                    tx.state().table(CreationTemplate.KIND).get(prefix);
            known.ifPresent(tx::remove);
            return known;
        });
    }

    /// The template for a name that is pushed to: the one with the longest prefix.
    public Optional<CreationTemplate> onPush(RepositoryKey key) {
        return all(stores.account(key.realm()).read()).stream()
                .filter(template ->
                        template.appliedFor().contains(CreationTemplate.ON_PUSH) && template.fit(key.name()) >= 0)
                .max(Comparator.comparing(template -> template.fit(key.name())));
    }

    /// Makes the repository as the template says, unless there is one by now.
    public void make(RepositoryKey key, CreationTemplate template) {
        stores.account(key.realm()).write(tx -> {
            if (RegistryState.of(tx.state()).repository(key.name()).isEmpty()) {
                tx.add(template.repository(key.name(), tx.now()));
                CreationTemplate.Policies policies = template.policies();
                if (!policies.repository().isEmpty()) {
                    tx.addOrUpdate(new RepositoryPolicy(key.name(), policies.repository()));
                }
                if (!policies.lifecycle().isEmpty()) {
                    tx.addOrUpdate(new LifecyclePolicy(key.name(), policies.lifecycle(), Instant.EPOCH));
                }
            }
            return key;
        });
    }
}
