package io.argosy.logs.groups;

import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.state.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Which log groups there are.
public final class LogGroups {
    public static final List<Kind<?>> KINDS = List.of(LogGroup.KIND);

    private final Stores stores;

    public LogGroups(Stores stores) {
        this.stores = stores;
    }

    /// What deleting a group comes to.
    public sealed interface Deleted {
        record Gone(LogGroup group) implements Deleted {}

        record NotFound() implements Deleted {}

        record Protected() implements Deleted {}
    }

    public Table<LogGroup> of(AccountRegion realm) {
        return stores.account(realm).read().table(LogGroup.KIND);
    }

    public Optional<LogGroup> find(AccountRegion realm, String name) {
        return of(realm).get(name);
    }

    /// Those of every account and region.
    public List<LogGroup> all() {
        return stores.accounts().stream()
                .flatMap(account -> account.read().table(LogGroup.KIND).values().stream())
                .toList();
    }

    /// Whether it is new.
    public boolean create(AccountRegion realm, LogGroup group) {
        return stores.account(realm).write(tx -> {
            boolean missing = tx.state().table(LogGroup.KIND).get(group.name()).isEmpty();
            if (missing) {
                tx.add(group);
            }
            return missing;
        });
    }

    /// Whether there is such a group to change.
    public boolean change(AccountRegion realm, String name, UnaryOperator<LogGroup> change) {
        return stores.account(realm).write(tx -> {
            Optional<LogGroup> changed =
                    tx.state().table(LogGroup.KIND).get(name).map(change);
            changed.ifPresent(tx::update);
            return changed.isPresent();
        });
    }

    public Deleted delete(AccountRegion realm, String name) {
        return stores.account(realm).write(tx -> {
            Optional<LogGroup> group = tx.state().table(LogGroup.KIND).get(name);
            if (group.isEmpty()) {
                return new Deleted.NotFound();
            }
            if (group.get().deletionProtected()) {
                return new Deleted.Protected();
            }
            tx.remove(group.get());
            return new Deleted.Gone(group.get());
        });
    }
}
