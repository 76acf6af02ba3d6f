package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ChildSet;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.AccountEntity;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.Trigger;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The jobs of one account region on their way: tasks that moved move their jobs, ended jobs release those that wait
/// for them, time limits and orders to stop are carried out, and queues are served.
final class RealmDispatch {
    private static final int MOST_A_WRITE = 200;

    private final AccountStore account;
    private final DispatchMeans means;
    private final Preemptions preemptions;
    private final QueueDispatch queues;
    private final Set<JobId> unsettled = new LinkedHashSet<>();

    RealmDispatch(AccountStore account, DispatchMeans means) {
        this.account = account;
        this.means = means;
        this.preemptions = new Preemptions(account, means);
        this.queues = new QueueDispatch(account, means, preemptions);
    }

    /// Whether these tasks' jobs are this realm's.
    boolean has(JobId id) {
        return JobsState.of(account.read()).job(id.whole()).isPresent();
    }

    /// Whether there is more to do at once.
    boolean pass(List<Task> news, Collection<JobId> ended) {
        hear(news);
        unsettled.addAll(ended);
        settle();
        timeOut();
        preemptions.pass();
        stopTasks();
        endQueues();
        boolean more = queues.pass();
        return more || !unsettled.isEmpty();
    }

    Optional<Instant> wakeAt() {
        JobsState state = JobsState.of(account.read());
        Stream<Optional<Instant>> due = Stream.of(
                first(state.jobs().inOrder(Job.DUE).map(Job::life)),
                first(state.children().inOrder(ArrayChild.DUE).map(ArrayChild::life)),
                preemptions.wakeAt(),
                queues.wakeAt());
        return due.flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private static Optional<Instant> first(Stream<Life> dueFirst) {
        return dueFirst.findFirst()
                .flatMap(life -> life.state() instanceof JobState.Running running ? running.due() : Optional.empty());
    }

    private void hear(List<Task> news) {
        chunked(news, (tx, some) -> some.forEach(new TaskNews(account.realm(), tx)::hear));
    }

    private <T> void chunked(List<T> all, BiConsumer<AccountTransaction, List<T>> change) {
        for (int from = 0; from < all.size(); from += MOST_A_WRITE) {
            List<T> some = all.subList(from, Math.min(all.size(), from + MOST_A_WRITE));
            account.write(tx -> {
                change.accept(tx, some);
                return some.size();
            });
        }
    }

    /// A write is waited for, so those for whom nobody waits need none.
    private void settle() {
        JobsState state = JobsState.of(account.read());
        unsettled.removeIf(id -> !state.waitedFor(id));
        List<JobId> some = unsettled.stream().limit(MOST_A_WRITE).toList();
        if (!some.isEmpty()) {
            List<JobId> settled = account.write(tx -> {
                var dependents = new Dependents(account.realm(), tx);
                return some.stream().filter(id -> !dependents.settle(id)).toList();
            });
            settled.forEach(unsettled::remove);
        }
    }

    private void timeOut() {
        String now = Life.word(means.clock().instant());
        JobsState state = JobsState.of(account.read());
        List<JobId> late = Stream.concat(
                        state.jobs().upTo(Job.DUE, now).map(Job::id),
                        state.children().upTo(ArrayChild.DUE, now).map(ArrayChild::id))
                .toList();
        chunked(late, (tx, some) -> {
            var moves = new JobMoves(account.realm(), tx);
            some.stream()
                    .flatMap(id -> moves.state().run(id).stream())
                    .filter(job -> !job.life().due().isEmpty())
                    .forEach(job -> moves.move(job, job.life().with(new Ending.TimedOut())));
        });
    }

    private void stopTasks() {
        JobsState state = JobsState.of(account.read());
        Stream.concat(
                        state.jobs().under(Job.TO_STOP, Job.ONLY_WORD).stream().map(Job::life),
                        state.children().under(ArrayChild.TO_STOP, Job.ONLY_WORD).stream()
                                .map(ArrayChild::life))
                .forEach(this::stopTask);
    }

    private void stopTask(Life life) {
        Seat on = life.state().seat().orElseThrow();
        var reason =
                new StopReason(StopCode.USER_INITIATED, life.ending().order().orElseThrow());
        cluster(on).ifPresent(store -> stop(store, on, reason));
    }

    private Optional<ClusterStore> cluster(Seat on) {
        return means.clusters().stores().existing(account.realm(), on.cluster());
    }

    private static void stop(ClusterStore store, Seat on, StopReason reason) {
        if (store.read().task(on.task()).filter(task -> task.state().wanted()).isPresent()) {
            store.write(tx -> tx.state()
                    .task(on.task())
                    .filter(task -> task.state().wanted())
                    .map(task -> tx.move(task, new Trigger.StopRequested(reason, tx.now()))));
        }
    }

    /// A queue that goes takes its jobs with it, and is gone when none is left.
    private void endQueues() {
        List<JobQueue> leaving = new BatchState(account.realm(), account.read())
                .queues().values().stream()
                        .filter(queue -> queue.status() == JobQueue.Status.DELETING)
                        .toList();
        for (JobQueue queue : leaving) {
            means.turn()
                    .take(() -> account.write(tx -> new JobEnds(account.realm(), tx).endQueue(queue, MOST_A_WRITE)));
            means.leaving().pass(account.realm());
        }
    }

    /// Compares every job that has a task with that task, and every task of a job with its job: for the beginning,
    /// and for whatever the feed did not tell.
    void lookAtEverything() {
        adopt();
        JobsState state = JobsState.of(account.read());
        List<JobRun> lost = new ArrayList<>();
        List<Task> news = new ArrayList<>();
        holding(state).forEach(job -> {
            Seat on = job.life().state().seat().orElseThrow();
            Optional<Task> task = content(on).task(on.task());
            task.ifPresentOrElse(news::add, () -> lost.add(job));
        });
        hear(news);
        chunked(lost, (tx, some) -> some.forEach(new TaskNews(account.realm(), tx)::lose));
    }

    private ClusterState content(Seat on) {
        return means.clusters().stores().content(account.realm(), on.cluster());
    }

    /// Tasks that were placed while the server died: their jobs do not know of them yet.
    private void adopt() {
        for (ComputeEnvironment environment :
                new BatchState(account.realm(), account.read()).environments().values()) {
            means.clusters()
                    .stores()
                    .existing(account.realm(), environment.cluster())
                    .ifPresent(store -> adopt(environment, store));
        }
    }

    private void adopt(ComputeEnvironment environment, ClusterStore store) {
        List<Task> ours = store.read().tasks().stream()
                .filter(task -> AttemptLaunch.jobOf(task.owner()).isPresent())
                .toList();
        chunked(ours, (tx, some) -> {
            var moves = new JobMoves(account.realm(), tx);
            for (Task task : some) {
                AttemptLaunch.jobOf(task.owner())
                        .flatMap(id -> moves.state().run(id))
                        .filter(job -> job.life().state() instanceof JobState.Runnable
                                && job.id().task(job.life().attempt()).equals(task.id()))
                        .ifPresent(job -> moves.move(
                                job,
                                job.life()
                                        .with(new JobState.Starting(
                                                new Seat(environment.name(), environment.cluster(), task.id())))));
            }
        });
    }

    private static Stream<JobRun> holding(JobsState state) {
        return Stream.concat(
                all(state.jobs()).filter(job -> job.life().status().holding()).map(JobRun::of),
                all(state.children())
                        .filter(child -> child.life().status().holding())
                        .flatMap(child -> state.run(child.id()).stream()));
    }

    private static <E extends AccountEntity> Stream<E> all(Table<E> table) {
        return table.values().stream();
    }

    /// Everything that waits for another job is looked at once more: for the beginning, when nobody heard of the
    /// ends of before.
    void reviewAll() {
        List<Job> waiting = all(JobsState.of(account.read()).jobs())
                .filter(job -> !job.life().ended() && job.asked().dependsOn().isPresent())
                .toList();
        chunked(waiting, (tx, some) -> {
            var dependents = new Dependents(account.realm(), tx);
            for (Job job : some) {
                dependents.review(job);
                job.arraySize().ifPresent(size -> dependents.lookAt(job.id(), ChildSet.range(0, size)));
            }
        });
    }
}
