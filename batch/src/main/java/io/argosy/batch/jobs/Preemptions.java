package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.Yielding;
import io.argosy.control.ClusterScope;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.ApiException;
import io.argosy.model.ClusterName;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.planning.Demand;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.ClusterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs give way to services in clusters that are full, those of queues that want it so (batch-semantics 5.5, decision
/// 0265). A job that is stopped for a service goes back to the front of its queue, and has no attempt less. Until
/// services have what they wait for, these queues start nothing in their cluster.
final class Preemptions {
    private static final Logger log = LoggerFactory.getLogger(Preemptions.class);
    private static final Comparator<Task> YOUNGEST_FIRST = Comparator.comparing(
                    (Task task) -> task.timeline().at(TaskTimestamp.CREATED).orElse(Instant.EPOCH))
            .thenComparing(task -> task.owner().startedBy())
            .reversed();

    private final AccountStore account;
    private final DispatchMeans means;
    private final Set<ClusterName> reserved = new HashSet<>();
    private Optional<Instant> lookAgain = Optional.empty();

    Preemptions(AccountStore account, DispatchMeans means) {
        this.account = account;
        this.means = means;
    }

    /// Whether a queue leaves the room in this environment to services now.
    boolean keepsOff(JobQueue queue, ComputeEnvironment environment) {
        return queue.givesWay() && reserved.contains(environment.cluster());
    }

    Optional<Instant> wakeAt() {
        return lookAgain;
    }

    void pass() {
        reserved.clear();
        lookAgain = Optional.empty();
        var batch = new BatchState(account.realm(), account.read());
        List<JobQueue> giving =
                batch.queues().values().stream().filter(JobQueue::givesWay).toList();
        Set<ClusterName> clusters = giving.stream()
                .flatMap(queue -> queue.environments().stream())
                .flatMap(name -> batch.environment(name).stream())
                .map(ComputeEnvironment::cluster)
                .collect(Collectors.toSet());
        Set<String> queues = giving.stream().map(JobQueue::name).collect(Collectors.toSet());
        clusters.forEach(cluster -> pass(cluster, queues));
    }

    private void pass(ClusterName cluster, Set<String> queues) {
        try {
            ClusterScope scope = means.clusters().named(account.realm(), cluster.value());
            Instant now = means.clock().instant();
            WaitingServices services = WaitingServices.of(scope);
            services.lookAgain(now)
                    .filter(soon -> lookAgain.filter(soon::isAfter).isEmpty())
                    .ifPresent(soon -> lookAgain = Optional.of(soon));
            List<Demand> waiting = services.demands(now);
            if (!waiting.isEmpty()) {
                giveWay(cluster, Yielding.of(waiting, staying(services.state()), jobs(services.state(), queues)));
            }
        } catch (ApiException gone) {
            log.debug("cluster={} is gone: {}", cluster, gone.getMessage());
        }
    }

    /// What is on the way out makes room without anybody else being stopped.
    private static List<InstanceLoad> staying(ClusterState state) {
        List<InstanceLoad> staying = new ArrayList<>();
        for (InstanceLoad load : state.loads()) {
            InstanceLoad left = load;
            for (Task task : state.liveOn(load.instance().id())) {
                left = task.state().wanted() ? left : left.minus(task);
            }
            staying.add(left);
        }
        return staying;
    }

    private List<Task> jobs(ClusterState state, Set<String> queues) {
        JobsState jobs = JobsState.of(account.read());
        return state.loads().stream()
                .flatMap(load -> state.liveOn(load.instance().id()).stream())
                .filter(task -> task.state().wanted()
                        && job(jobs, task)
                                .filter(job -> queues.contains(job.order().queue()))
                                .isPresent())
                .sorted(YOUNGEST_FIRST)
                .toList();
    }

    /// The job that this task is the attempt of, unless it is to end anyway.
    private static Optional<JobRun> job(JobsState jobs, Task task) {
        return AttemptLaunch.jobOf(task.owner())
                .flatMap(jobs::run)
                .filter(job -> job.life().ending().order().isEmpty())
                .filter(job -> job.life().state().seat().map(Seat::task).equals(Optional.of(task.id())));
    }

    private void giveWay(ClusterName cluster, Yielding yielding) {
        if (yielding.reserved()) {
            reserved.add(cluster);
        }
        if (!yielding.stop().isEmpty()) {
            means.turn().take(() -> account.write(tx -> mark(tx, yielding.stop())));
        }
    }

    private int mark(AccountTransaction tx, List<Task> tasks) {
        var moves = new JobMoves(account.realm(), tx);
        for (Task task : tasks) {
            job(moves.state(), task).ifPresent(job -> {
                moves.move(job, job.life().with(new Ending.Preempted()));
                log.info("job={} task={} gives way to a service", job.id(), task.id());
            });
        }
        return tasks.size();
    }
}
