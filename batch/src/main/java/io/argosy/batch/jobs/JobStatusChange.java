package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchState;
import io.argosy.model.AccountRegion;
import io.argosy.model.Entity;
import io.argosy.model.Kind;
import io.argosy.shapes.batch.JobDetail;
import io.argosy.state.AccountState;
import io.argosy.state.Stores;
import java.util.List;
import java.util.Optional;

/// What a change of a job is to those who look on: the job as clients see it, when it has another status than before.
public final class JobStatusChange {
    /// The kinds of entities that jobs are.
    public static final List<Kind<? extends Entity>> KINDS = List.of(Job.KIND, ArrayChild.KIND);

    private JobStatusChange() {}

    /// As it became by the change; nothing if its status stayed, or the order that a child is of is gone.
    public static Optional<JobDetail> of(Optional<Entity> before, Entity after, AccountRegion realm, Stores stores) {
        Optional<Life> now = life(after);
        if (now.isEmpty()
                || before.flatMap(JobStatusChange::life)
                        .filter(old -> old.status() == now.get().status())
                        .isPresent()) {
            return Optional.empty();
        }
        AccountState account = stores.account(realm).read();
        var shape = new JobShape(
                new BatchState(realm, account),
                on -> stores.content(realm, on.cluster()).task(on.task()));
        if (after instanceof Job job) {
            return Optional.of(shape.of(job, job.id(), now.get()));
        }
        return after instanceof ArrayChild child
                ? JobsState.of(account).job(child.id().whole()).map(order -> shape.of(order, child.id(), now.get()))
                : Optional.empty();
    }

    private static Optional<Life> life(Entity entity) {
        if (entity instanceof Job job) {
            return Optional.of(job.life());
        }
        return entity instanceof ArrayChild child ? Optional.of(child.life()) : Optional.empty();
    }
}
