package io.argosy.registry.images;

import io.argosy.model.AccountEntity;
import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.state.Stores;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Which repositories there are.
public final class Repositories {
    private static final String MUTABLE = "MUTABLE";

    private final Stores stores;
    private final Blobs blobs;
    private final List<Kind<? extends AccountEntity>> belongings;

    /// `belongings` are the kinds of what repositories have beside images, each under the name of its repository.
    public Repositories(Stores stores, Blobs blobs, List<Kind<? extends AccountEntity>> belongings) {
        this.stores = stores;
        this.blobs = blobs;
        this.belongings = List.copyOf(belongings);
    }

    /// What deleting a repository comes to.
    public sealed interface Deleted {
        record Gone(Repository repository) implements Deleted {}

        record NotFound() implements Deleted {}

        record NotEmpty() implements Deleted {}
    }

    public Optional<Repository> find(RepositoryKey key) {
        return RegistryState.of(stores.account(key.realm()).read()).repository(key.name());
    }

    /// The other regions of the account that have a repository of this name.
    public List<String> otherRegions(RepositoryKey key) {
        return stores.otherRegions(
                key.realm(),
                account -> RegistryState.of(account).repository(key.name()).isPresent());
    }

    /// A realm's repositories, by name.
    public List<Repository> all(AccountRegion realm) {
        return RegistryState.of(stores.account(realm).read()).repositories().values().stream()
                .sorted(Comparator.comparing(Repository::name))
                .toList();
    }

    /// Whether it is new.
    public boolean create(AccountRegion realm, Repository repository) {
        return stores.account(realm).write(tx -> {
            boolean missing =
                    RegistryState.of(tx.state()).repository(repository.name()).isEmpty();
            if (missing) {
                tx.add(repository);
            }
            return missing;
        });
    }

    /// A plain repository under this name, if there is none yet: what a push to an unknown name makes.
    public void ensure(RepositoryKey key) {
        stores.account(key.realm()).write(tx -> {
            if (RegistryState.of(tx.state()).repository(key.name()).isEmpty()) {
                tx.add(new Repository(key.name(), MUTABLE, List.of(), false, List.of(), tx.now()));
            }
            return key;
        });
    }

    public Optional<Repository> change(RepositoryKey key, UnaryOperator<Repository> change) {
        return stores.account(key.realm()).write(tx -> {
            Optional<Repository> changed =
                    RegistryState.of(tx.state()).repository(key.name()).map(change);
            changed.ifPresent(tx::update);
            return changed;
        });
    }

    /// Deletes the repository; with its images when `force`.
    public Deleted delete(RepositoryKey key, boolean force) throws IOException {
        return blobs.removing(() -> {
            Deleted deleted = stores.account(key.realm()).write(tx -> {
                RegistryState state = RegistryState.of(tx.state());
                Optional<Repository> repository = state.repository(key.name());
                if (repository.isEmpty()) {
                    return new Deleted.NotFound();
                }
                var images = List.copyOf(state.images(key.name()));
                if (!images.isEmpty() && !force) {
                    return new Deleted.NotEmpty();
                }
                for (Image image : images) {
                    tx.remove(image);
                }
                for (Kind<? extends AccountEntity> kind : belongings) {
                    tx.state().table(kind).get(key.name()).ifPresent(tx::remove);
                }
                tx.remove(repository.get());
                return new Deleted.Gone(repository.get());
            });
            if (deleted instanceof Deleted.Gone) {
                blobs.unlinkAll(key);
            }
            return deleted;
        });
    }
}
