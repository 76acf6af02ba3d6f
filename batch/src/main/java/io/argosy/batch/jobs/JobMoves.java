package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ChildSet;
import io.argosy.batch.scheduling.ShareUse;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.model.AccountRegion;
import io.argosy.shapes.batch.ConsumableResourceRequirement;
import io.argosy.state.AccountTransaction;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes jobs within a write, together with what is counted of them: an array's children, what shares and
/// environments use, what is left of consumable resources. What an end means for jobs that wait for it comes later
/// (`Dependents`).
final class JobMoves {
    private static final Logger log = LoggerFactory.getLogger(JobMoves.class);

    private static final Duration NOTED_FOR = Duration.ofMinutes(1);

    private final AccountRegion realm;
    private final AccountTransaction tx;

    JobMoves(AccountRegion realm, AccountTransaction tx) {
        this.realm = realm;
        this.tx = tx;
    }

    JobsState state() {
        return JobsState.of(tx.state());
    }

    /// A job that comes in, and the share that it is the first of.
    void submit(Job job) {
        tx.add(job);
        job.arraySize().ifPresent(size -> tx.add(ArrayTally.fresh(job.id(), job.lane(), size, tx.now())));
        if (!lately(job.lane())) {
            share(job, use -> use);
        }
    }

    /// A job that waits changes nothing of what its share uses; only that the share has jobs is noted now and then.
    private boolean lately(Lane lane) {
        return state().shares()
                .get(ShareOfQueue.key(lane.queue(), lane.share()))
                .filter(share -> share.use().at().plus(NOTED_FOR).isAfter(tx.now()))
                .isPresent();
    }

    /// A job that runs in containers itself. Nothing moves one that has ended.
    void move(JobRun job, Life next) {
        if (job.index().isPresent()) {
            moveChild(job, next);
        } else {
            tx.update(job.order().with(next));
        }
        hold(job, next);
        if (job.status() != next.status()) {
            log.debug("job={} from={} to={}", job.id(), job.status(), next.status());
        }
    }

    private void moveChild(JobRun job, Life next) {
        int index = job.index().orElseThrow();
        ArrayTally tally = state().tally(job.id().whole()).orElseThrow();
        var child = new ArrayChild(job.id(), job.order().lane(), next);
        if (state().children().get(child.key()).isPresent()) {
            tx.update(child);
            count(tally.moved(job.status(), next.status(), tx.now()));
        } else {
            tx.add(child);
            count(tally.heard(index, next.status(), tx.now()));
        }
    }

    private void count(ArrayTally tally) {
        tx.update(tally);
        Job parent = state().job(tally.id()).orElseThrow();
        if (tally.over() && !parent.life().ended()) {
            String reason = tally.well() ? "" : parent.life().ending().said().orElse(StatusReasons.CHILD_FAILED);
            end(parent, new JobState.Ended(tally.well(), reason, tx.now()));
        }
    }

    private void end(Job parent, JobState.Ended end) {
        tx.update(parent.with(parent.life().with(end)));
        log.debug("job={} from={} to={}", parent.id(), parent.life().status(), end.status());
    }

    /// A job that is an array: its parent alone.
    void put(Job parent, Life next) {
        tx.update(parent.with(next));
    }

    /// More children of an array may run.
    void ready(JobId array, ChildSet more) {
        ArrayTally tally = state().tally(array).orElseThrow();
        tx.update(tally.ready(tally.ready().plus(more), tx.now()));
    }

    /// Ends children of an array that have no news.
    void fall(JobId array, ChildSet children, String reason, Ending ending) {
        if (!children.isEmpty()) {
            ArrayTally tally = state().tally(array).orElseThrow();
            count(tally.fell(new ArrayTally.Fall(children, reason, ending, tx.now()), tx.now()));
        }
    }

    /// Ends an array before any of its children ran: they and it for the same reason.
    void fall(Job parent, String reason) {
        end(parent, new JobState.Ended(false, reason, tx.now()));
        fall(parent.id(), state().quiet(parent.id()), reason, Ending.NONE);
    }

    private void hold(JobRun job, Life next) {
        boolean held = job.status().holding();
        boolean holds = next.status().holding();
        if (held != holds) {
            int sign = holds ? 1 : -1;
            long cpu = (long) sign * job.order().cpu();
            share(job.order(), use -> use.with(cpu));
            (holds ? next : job.life()).state().seat().ifPresent(seat -> use(seat.environment(), cpu));
            take(job.order(), sign);
        }
    }

    private void share(Job job, UnaryOperator<ShareUse> change) {
        Lane lane = job.lane();
        ShareUse before = state().shares()
                .get(ShareOfQueue.key(lane.queue(), lane.share()))
                .map(ShareOfQueue::use)
                .orElseGet(() -> ShareUse.none(tx.now()));
        ShareUse now = before.at(tx.now(), QueueRule.window(new BatchState(realm, tx.state()), lane.queue()));
        tx.addOrUpdate(new ShareOfQueue(lane.queue(), lane.share(), change.apply(now)));
    }

    private void use(String environment, long cpu) {
        tx.addOrUpdate(new EnvironmentUse(environment, Math.max(0, state().used(environment) + cpu)));
    }

    private void take(Job job, int sign) {
        for (ConsumableResourceRequirement need : ConsumableBudget.needs(job)) {
            new BatchState(realm, tx.state())
                    .consumable(ConsumableBudget.name(need))
                    .ifPresent(resource -> tx.update(taken(resource, ConsumableBudget.quantity(need), sign)));
        }
    }

    private static ConsumableResource taken(ConsumableResource resource, long quantity, int sign) {
        return sign > 0 ? resource.taken(quantity) : resource.returned(quantity);
    }
}
