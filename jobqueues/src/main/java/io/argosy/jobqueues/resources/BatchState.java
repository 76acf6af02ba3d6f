package io.argosy.jobqueues.resources;

import io.argosy.model.AccountRegion;
import io.argosy.model.Cluster;
import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What Batch keeps in an account region beside its jobs, at one moment. A name or an ARN finds things; the ARN of
/// another realm or of something else finds nothing.
public record BatchState(AccountRegion realm, AccountState account) {
    public Table<ComputeEnvironment> environments() {
        return account.table(ComputeEnvironment.KIND);
    }

    public Table<JobQueue> queues() {
        return account.table(JobQueue.KIND);
    }

    public Table<JobDefinition> definitions() {
        return account.table(JobDefinition.KIND);
    }

    public Table<SchedulingPolicy> policies() {
        return account.table(SchedulingPolicy.KIND);
    }

    public Table<ConsumableResource> consumables() {
        return account.table(ConsumableResource.KIND);
    }

    public BatchArns arns() {
        return new BatchArns(realm);
    }

    public Optional<ComputeEnvironment> environment(String nameOrArn) {
        return arns().name(BatchArns.ENVIRONMENT, nameOrArn).flatMap(environments()::get);
    }

    public Optional<JobQueue> queue(String nameOrArn) {
        return arns().name(BatchArns.QUEUE, nameOrArn).flatMap(queues()::get);
    }

    public Optional<SchedulingPolicy> policy(String nameOrArn) {
        return arns().name(BatchArns.POLICY, nameOrArn).flatMap(policies()::get);
    }

    public Optional<ConsumableResource> consumable(String nameOrArn) {
        return arns().name(BatchArns.CONSUMABLE, nameOrArn).flatMap(consumables()::get);
    }

    /// A revision by `name:number`, and the newest ACTIVE one where no number is given.
    public Optional<JobDefinition> definition(String nameOrArn) {
        return arns().name(BatchArns.DEFINITION, nameOrArn)
                .flatMap(key -> key.contains(":")
                        ? definitions().get(key)
                        : newest(key).filter(JobDefinition::active).findFirst());
    }

    /// All revisions of a name, the newest first.
    public List<JobDefinition> revisions(String name) {
        return newest(name).toList();
    }

    private Stream<JobDefinition> newest(String name) {
        return definitionsAfter(name + "/", "");
    }

    /// Those whose places begin so, in the order of their places, behind this one.
    public Stream<JobDefinition> definitionsAfter(String prefix, String place) {
        return definitions().after(JobDefinition.BY_NAME, prefix, place.compareTo(prefix) < 0 ? prefix : place);
    }

    /// Whether jobs can be placed in it: it is VALID, and its cluster has not been taken away.
    public boolean healthy(ComputeEnvironment environment) {
        return environment.status() == ComputeEnvironment.Status.VALID
                && account.cluster(environment.cluster())
                        .filter(Cluster::active)
                        .isPresent();
    }

    public int lastRevision(String name) {
        return account.table(JobDefinitionName.KIND)
                .get(name)
                .map(JobDefinitionName::lastRevision)
                .orElse(0);
    }
}
