package io.argosy.state;

import io.argosy.model.AccountEntity;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.Kind;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.model.TaskDefinitionId;
import java.util.Collection;
import java.util.Optional;

/// What a realm has beside the contents of its clusters, at one moment: an immutable value in the order of its keys.
public final class AccountState implements StoreState {
    static final StateType<AccountState> TYPE =
            new StateType<>(AccountState::new, state -> state.tables, AccountState::with);

    private final Tables tables;

    private AccountState(Tables tables) {
        this.tables = tables;
    }

    /// The entities of a kind, those that a room brought included.
    public <E extends AccountEntity> Table<E> table(Kind<E> kind) {
        return tables.of(kind);
    }

    public Optional<Cluster> cluster(ClusterName name) {
        return tables.of(Cluster.KIND).get(name.value());
    }

    public Collection<Cluster> clusters() {
        return tables.of(Cluster.KIND).values();
    }

    public Optional<TaskDefinition> taskDefinition(TaskDefinitionId id) {
        return tables.of(TaskDefinition.KIND).get(id.toString());
    }

    /// A family's revisions that still exist, oldest first.
    public Collection<TaskDefinition> revisionsOf(String family) {
        return tables.of(TaskDefinition.KIND).beginning(TaskDefinition.BY_FAMILY, family + "/");
    }

    public boolean hasRevisions(String family) {
        return tables.of(TaskDefinition.KIND).anyBeginning(TaskDefinition.BY_FAMILY, family + "/");
    }

    public boolean hasActiveRevisions(String family) {
        return tables.of(TaskDefinition.KIND).anyBeginning(TaskDefinition.BY_STATUS, "ACTIVE/" + family + " ");
    }

    public Optional<TaskDefinitionFamily> family(String name) {
        return tables.of(TaskDefinitionFamily.KIND).get(name);
    }

    public Collection<TaskDefinitionFamily> families() {
        return tables.of(TaskDefinitionFamily.KIND).values();
    }

    private AccountState with(Change change) {
        return new AccountState(tables.with(change));
    }
}
