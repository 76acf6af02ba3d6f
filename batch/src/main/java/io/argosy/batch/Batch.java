package io.argosy.batch;

import io.argosy.batch.jobs.JobSettings;
import io.argosy.batch.jobs.Jobs;
import io.argosy.batch.jobs.WaitingJobs;
import io.argosy.control.AssumableRoles;
import io.argosy.control.TaskLauncher;
import io.argosy.jobqueues.consumables.ConsumableOperations;
import io.argosy.jobqueues.definitions.DefinitionCleanup;
import io.argosy.jobqueues.definitions.DefinitionOperations;
import io.argosy.jobqueues.definitions.DefinitionRules;
import io.argosy.jobqueues.definitions.EcsTaskDefinitions;
import io.argosy.jobqueues.environments.EnvironmentClusters;
import io.argosy.jobqueues.environments.EnvironmentOperations;
import io.argosy.jobqueues.policies.PolicyOperations;
import io.argosy.jobqueues.queues.LeavingQueues;
import io.argosy.jobqueues.queues.QueueOperations;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.jobqueues.resources.EcsCalls;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.jobqueues.resources.JobDefinitionName;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.jobqueues.services.WithoutServiceJobs;
import io.argosy.jobqueues.tags.TagOperations;
import io.argosy.jobqueues.tags.TaggedThings;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// AWS Batch as one thing. Whoever runs the server calls `cleanUp` now and then.
public final class Batch implements AutoCloseable {
    private static final List<Kind<?>> RESOURCES = List.of(
            ComputeEnvironment.KIND,
            JobQueue.KIND,
            JobDefinition.KIND,
            JobDefinitionName.KIND,
            SchedulingPolicy.KIND,
            ConsumableResource.KIND);

    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS =
            Stream.concat(RESOURCES.stream(), Jobs.KINDS.stream()).toList();

    private final List<Operation<?, ?>> operations;
    private final List<Runnable> cleanups;
    private final Jobs jobs;

    /// What it works with. `ecs` are the operations of our own ECS, which it calls as the service that it is; `ids` are
    /// 32 hex digits, others each time. By `launcher` and `roles` attempts of jobs become tasks.
    public record Sources(
            Stores stores,
            OperationTable ecs,
            TaskLauncher launcher,
            AssumableRoles roles,
            JobSettings settings,
            InstantSource clock,
            Supplier<String> ids) {}

    private Batch(List<Operation<?, ?>> operations, List<Runnable> cleanups, Jobs jobs) {
        this.operations = List.copyOf(operations);
        this.cleanups = List.copyOf(cleanups);
        this.jobs = jobs;
    }

    public static Batch open(Sources sources) {
        var store = new BatchStore(sources.stores());
        var ecs = new EcsCalls(sources.ecs(), sources.ids());
        var clusters = new EnvironmentClusters(store, ecs);
        var leaving = new LeavingQueues(store, Jobs::busy);
        var tasks = new EcsTaskDefinitions(store, ecs);
        var rules =
                new DefinitionRules((int) sources.settings().shortestTimeout().toSeconds());
        var jobs = new Jobs(
                store,
                new Jobs.Means(
                        sources.launcher(),
                        sources.roles(),
                        tasks,
                        leaving,
                        sources.settings(),
                        sources.clock(),
                        sources.ids()));
        List<Operation<?, ?>> operations = Stream.of(
                        EnvironmentOperations.all(store, clusters, sources.ids()),
                        QueueOperations.all(store, leaving),
                        DefinitionOperations.all(store, rules),
                        PolicyOperations.all(store),
                        ConsumableOperations.all(store),
                        TagOperations.all(store, new TaggedThings(tagged())),
                        WithoutServiceJobs.all(),
                        jobs.operations(rules))
                .flatMap(List::stream)
                .toList();
        return new Batch(
                operations,
                List.of(
                        clusters::pass,
                        leaving::pass,
                        new DefinitionCleanup(store, tasks, sources.clock())::pass,
                        jobs::cleanUp),
                jobs);
    }

    private static List<TaggedThings.Finder> tagged() {
        return Stream.concat(TaggedThings.RESOURCES.stream(), Stream.of(Jobs.TAGGED))
                .toList();
    }

    /// What of queues waits for instances that a capacity provider makes.
    public WaitingJobs waiting() {
        return jobs.waiting();
    }

    /// From now on jobs are brought on their way.
    public void start() {
        jobs.start();
    }

    @Override
    public void close() {
        jobs.close();
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /// Finishes what a server left half done that ended in the middle of it, and forgets what is over.
    public void cleanUp() {
        cleanups.forEach(Runnable::run);
    }
}
