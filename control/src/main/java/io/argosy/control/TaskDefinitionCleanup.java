package io.argosy.control;

import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.model.TaskDefinitionId;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ends the deleted revisions of task definitions that no task and no service refers to any more (ecs-semantics 4.7).
public final class TaskDefinitionCleanup {
    private final Stores stores;

    public TaskDefinitionCleanup(Stores stores) {
        this.stores = stores;
    }

    public void pass() {
        for (AccountStore account : stores.accounts()) {
            List<TaskDefinition> deleting = deleting(account.read());
            if (!deleting.isEmpty()) {
                Set<TaskDefinitionId> used = used(account);
                account.write(tx -> {
                    deleting.stream()
                            .filter(definition -> !used.contains(definition.id()))
                            .forEach(tx::remove);
                    return deleting.size();
                });
            }
        }
    }

    private static List<TaskDefinition> deleting(AccountState account) {
        return account.families().stream()
                .map(TaskDefinitionFamily::family)
                .flatMap(family -> account.revisionsOf(family).stream())
                .filter(definition -> definition.content().deleteRequestedAt().isPresent())
                .toList();
    }

    private Set<TaskDefinitionId> used(AccountStore account) {
        Set<TaskDefinitionId> used = new HashSet<>();
        for (ClusterStore cluster : stores.clusters()) {
            if (cluster.realm().equals(account.realm())) {
                cluster.read().tasks().stream().map(Task::definition).forEach(used::add);
                cluster.read().services().stream()
                        .filter(service -> service.status() != Service.Status.INACTIVE)
                        .flatMap(service -> service.deployments().stream())
                        .map(Deployment::definition)
                        .forEach(used::add);
            }
        }
        return used;
    }
}
