package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ChildSet;
import io.argosy.batch.scheduling.JobStatus;
import io.argosy.model.AccountEntity;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.Optional;
import java.util.stream.Stream;

/// The jobs of an account region at one moment.
record JobsState(
        Table<Job> jobs,
        Table<ArrayChild> children,
        Table<ArrayTally> tallies,
        Table<ShareOfQueue> shares,
        Table<EnvironmentUse> environments) {
    static JobsState of(AccountState account) {
        return new JobsState(
                account.table(Job.KIND),
                account.table(ArrayChild.KIND),
                account.table(ArrayTally.KIND),
                account.table(ShareOfQueue.KIND),
                account.table(EnvironmentUse.KIND));
    }

    /// A job as it was submitted.
    Optional<Job> job(JobId id) {
        return jobs.get(id.value());
    }

    /// The job that was submitted with the token of this request.
    Optional<Job> submitted(SubmitJobRequest asked) {
        return Job.token(asked)
                .flatMap(token -> jobs.under(Job.BY_TOKEN, token).stream().findFirst());
    }

    Optional<ArrayTally> tally(JobId parent) {
        return tallies.get(parent.value());
    }

    /// A job that runs in containers itself; nothing for a parent.
    Optional<JobRun> run(JobId id) {
        Optional<Job> order = job(id.whole());
        return id.index().isPresent()
                ? order.flatMap(parent -> child(parent, id))
                : order.filter(job -> job.arraySize().isEmpty()).map(JobRun::of);
    }

    private Optional<JobRun> child(Job parent, JobId id) {
        int index = id.index().orElseThrow();
        return children.get(id.key())
                .map(ArrayChild::life)
                .or(() ->
                        tally(parent.id()).filter(tally -> index < tally.size()).map(tally -> tally.lifeOf(index)))
                .map(life -> new JobRun(id, parent, life));
    }

    /// What is known of any job: a parent, a child, one by itself.
    Optional<Life> life(JobId id) {
        return id.index().isPresent() ? run(id).map(JobRun::life) : job(id).map(Job::life);
    }

    /// The children of an array of which there is no news, neither their own nor that they fell.
    ChildSet quiet(JobId array) {
        ArrayTally tally = tally(array).orElseThrow();
        ChildSet heard = ChildSet.of(
                childrenOf(array).mapToInt(child -> child.id().index().orElseThrow()));
        return ChildSet.range(0, tally.size()).minus(heard).minus(tally.fallen());
    }

    /// Those children of an array of which there is news, in their order.
    Stream<ArrayChild> childrenOf(JobId array) {
        return children.after(array.value())
                .takeWhile(child -> child.id().whole().equals(array));
    }

    /// The children of an array that have this status.
    ChildSet childrenWith(JobId array, JobStatus status) {
        ArrayTally tally = tally(array).orElseThrow();
        ChildSet heard = ChildSet.of(children.under(ArrayChild.LISTED, ArrayChild.listed(array, status)).stream()
                .mapToInt(child -> child.id().index().orElseThrow()));
        return switch (status) {
            case RUNNABLE -> heard.plus(tally.ready());
            case PENDING -> heard.plus(quiet(array).minus(tally.ready()));
            case FAILED -> heard.plus(tally.fallen());
            case SUBMITTED, STARTING, RUNNING, SUCCEEDED -> heard;
        };
    }

    /// Whether the end of this job can mean anything for another: for one that waits for it, or for a child of another
    /// array or of its own.
    boolean waitedFor(JobId id) {
        JobId whole = id.whole();
        return jobs.keys(Job.WAITING, id.value()).size() > 0
                || jobs.keys(Job.WAITING, Job.childrenOf(whole)).size() > 0
                || (id.index().isPresent()
                        ? job(whole).filter(Job::sequential).isPresent()
                        : jobs.anyBeginning(Job.WAITING, id + ":"));
    }

    /// The shares of a queue.
    Stream<ShareOfQueue> sharesOf(String queue) {
        return shares.under(ShareOfQueue.BY_QUEUE, queue).stream();
    }

    /// Whether it is there exactly so.
    boolean holds(AccountEntity entity) {
        return Stream.of(jobs, children, tallies, shares)
                .anyMatch(
                        table -> table.get(entity.key()).filter(entity::equals).isPresent());
    }

    long used(String environment) {
        return environments.get(environment).map(EnvironmentUse::cpu).orElse(0L);
    }
}
