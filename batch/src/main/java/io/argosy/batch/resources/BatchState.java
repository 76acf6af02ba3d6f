package io.argosy.batch.resources;

import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.List;
import java.util.Optional;

/// What Batch keeps in an account region beside its jobs, at one moment. A name or an ARN finds things.
public record BatchState(
        Table<ComputeEnvironment> environments,
        Table<JobQueue> queues,
        Table<JobDefinition> definitions,
        Table<JobDefinitionName> definitionNames,
        Table<SchedulingPolicy> policies,
        Table<ConsumableResource> consumables) {
    public static BatchState of(AccountState account) {
        return new BatchState(
                account.table(ComputeEnvironment.KIND),
                account.table(JobQueue.KIND),
                account.table(JobDefinition.KIND),
                account.table(JobDefinitionName.KIND),
                account.table(SchedulingPolicy.KIND),
                account.table(ConsumableResource.KIND));
    }

    public Optional<ComputeEnvironment> environment(String nameOrArn) {
        return environments.get(BatchArns.lastName(nameOrArn));
    }

    public Optional<JobQueue> queue(String nameOrArn) {
        return queues.get(BatchArns.lastName(nameOrArn));
    }

    public Optional<SchedulingPolicy> policy(String nameOrArn) {
        return policies.get(BatchArns.lastName(nameOrArn));
    }

    public Optional<ConsumableResource> consumable(String nameOrArn) {
        return consumables.get(BatchArns.lastName(nameOrArn));
    }

    /// A revision by `name:number`, and the newest ACTIVE one where no number is given.
    public Optional<JobDefinition> definition(String nameOrArn) {
        String key = BatchArns.lastName(nameOrArn);
        return key.contains(":")
                ? definitions.get(key)
                : revisions(key).reversed().stream()
                        .filter(JobDefinition::active)
                        .findFirst();
    }

    /// All revisions of a name, the oldest first.
    public List<JobDefinition> revisions(String name) {
        return definitions.beginning(JobDefinition.BY_NAME, name + "/");
    }
}
