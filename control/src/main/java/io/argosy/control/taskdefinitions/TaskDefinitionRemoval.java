package io.argosy.control.taskdefinitions;

import io.argosy.model.Service;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.model.TaskDefinitionId;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Lets task definitions go whose deletion was asked for, once no task or service refers to them (ecs-semantics 4.7).
/// A pass looks at everything and is safe to repeat; whoever runs it chooses when.
public final class TaskDefinitionRemoval {
    /// A task may be under way that was asked for just before the revision was closed to new ones.
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Stores stores;
    private final InstantSource clock;

    public TaskDefinitionRemoval(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    public String name() {
        return "task-definition-removal";
    }

    public Duration period() {
        return GRACE;
    }

    public void pass() {
        for (AccountStore account : stores.accounts()) {
            List<TaskDefinition> leaving = leaving(account.read());
            if (!leaving.isEmpty()) {
                Set<TaskDefinitionId> referred = referred(account);
                List<TaskDefinition> free = leaving.stream()
                        .filter(definition -> !referred.contains(definition.id()))
                        .toList();
                account.write(tx -> {
                    free.forEach(tx::remove);
                    return free.size();
                });
            }
        }
    }

    private List<TaskDefinition> leaving(AccountState account) {
        Instant limit = clock.instant().minus(GRACE);
        return account.families().stream()
                .map(TaskDefinitionFamily::family)
                .flatMap(family -> account.revisionsOf(family).stream())
                .filter(definition -> definition
                        .content()
                        .deleteRequestedAt()
                        .filter(at -> !at.isAfter(limit))
                        .isPresent())
                .toList();
    }

    private Set<TaskDefinitionId> referred(AccountStore account) {
        Set<TaskDefinitionId> referred = new HashSet<>();
        for (ClusterStore cluster : stores.clusters()) {
            if (cluster.realm().equals(account.realm())) {
                ClusterState content = cluster.read();
                content.tasks().forEach(task -> referred.add(task.definition()));
                content.services().stream()
                        .filter(service -> service.status() != Service.Status.INACTIVE)
                        .flatMap(service -> service.deployments().stream())
                        .forEach(deployment -> referred.add(deployment.definition()));
            }
        }
        return referred;
    }
}
