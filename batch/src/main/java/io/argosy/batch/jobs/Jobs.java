package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import io.argosy.control.AssumableRoles;
import io.argosy.control.Clusters;
import io.argosy.control.TaskLauncher;
import io.argosy.jobqueues.definitions.DefinitionRules;
import io.argosy.jobqueues.definitions.EcsTaskDefinitions;
import io.argosy.jobqueues.queues.LeavingQueues;
import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.tags.TaggedThings;
import io.argosy.model.Kind;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Jobs as one thing: their operations, and the dispatcher that brings them on their way once it is started.
public final class Jobs implements AutoCloseable {
    public static final List<Kind<?>> KINDS =
            List.of(Job.KIND, ArrayChild.KIND, ArrayTally.KIND, ShareOfQueue.KIND, EnvironmentUse.KIND);

    /// By which tags of jobs are found; children of arrays have none.
    public static final TaggedThings.Finder TAGGED = new TaggedThings.Finder(BatchArns.JOB, Jobs::tagged);

    private final BatchStore store;
    private final Means means;
    private final JobTurn turn = new JobTurn();
    private final Dispatcher dispatcher;
    private final JobCleanup cleanup;
    private final WaitingJobs waiting;

    /// What jobs are run with. `ids` are 32 hex digits, others each time.
    public record Means(
            TaskLauncher launcher,
            AssumableRoles roles,
            EcsTaskDefinitions definitions,
            LeavingQueues leaving,
            JobSettings settings,
            InstantSource clock,
            Supplier<String> ids) {}

    public Jobs(BatchStore store, Means means) {
        this.store = store;
        this.means = means;
        this.cleanup = new JobCleanup(store, means.settings().keepEnded(), means.clock());
        var dispatch = new DispatchMeans(
                new Clusters(store.stores()),
                means.launcher(),
                means.roles(),
                means.definitions(),
                means.leaving(),
                means.settings(),
                turn,
                means.clock());
        this.dispatcher = Dispatcher.over(dispatch);
        this.waiting = new WaitingJobs(dispatch);
    }

    /// What waits for instances.
    public WaitingJobs waiting() {
        return waiting;
    }

    public List<Operation<?, ?>> operations(DefinitionRules rules) {
        var ending = new JobEnding(store, turn);
        return List.of(
                new SubmitJob(store, new SubmitRules(rules), new JobIds(means.ids())),
                new DescribeJobs(store),
                new ListJobs(store),
                new ListJobsByConsumableResource(store),
                new GetJobQueueSnapshot(store, means.clock()),
                new CancelJob(ending),
                new CancelJobs(ending),
                new TerminateJob(ending),
                new TerminateJobs(ending));
    }

    public void start() {
        dispatcher.start();
    }

    /// Forgets jobs that ended long ago.
    public void cleanUp() {
        cleanup.pass();
    }

    /// Whether jobs of a queue are not over.
    public static boolean busy(AccountState account, JobQueue queue) {
        JobsState state = JobsState.of(account);
        return Stream.of(JobStatus.PENDING, JobStatus.RUNNABLE, JobStatus.STARTING, JobStatus.RUNNING)
                .anyMatch(status -> state.jobs()
                                .keys(Job.LISTED, Lane.withStatus(queue.name(), status))
                                .size()
                        > 0);
    }

    private static Optional<TaggedThings.Tagged> tagged(BatchState batch, String id) {
        return JobId.parse(id)
                .flatMap(JobsState.of(batch.account())::job)
                .map(job -> new TaggedThings.Tagged(
                        job.asked().tags().orElse(Map.of()),
                        tags -> job.with(job.asked().toBuilder().tags(tags).build())));
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
