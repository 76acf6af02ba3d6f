package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import io.argosy.jobqueues.environments.EnvironmentClusters;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.Resources;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What of the queues of an environment waits for instances that its capacity provider is to make (batch-semantics
/// 3.7): the jobs at their heads, as far as the environment may run them, the foremost first.
public final class WaitingJobs {
    private static final long CPU_UNITS = 1024;
    private static final int MOST_A_QUEUE = 200;

    private final DispatchMeans means;

    WaitingJobs(DispatchMeans means) {
        this.means = means;
    }

    /// So many jobs, each of which takes this much of one instance.
    public record Group(Resources needs, int count) {}

    /// `leastVcpus` are to be there whatever waits, and nothing is waited for beyond `mostVcpus`.
    public record Wanted(List<Group> groups, int leastVcpus, int mostVcpus) {
        public static final Wanted NOTHING = new Wanted(List.of(), 0, Integer.MAX_VALUE);

        public Wanted {
            groups = List.copyOf(groups);
        }
    }

    /// Whether an environment gets instances as its jobs need them.
    static boolean grows(ComputeEnvironment environment) {
        return environment.tags().containsKey(EnvironmentClusters.CAPACITY_PROVIDER);
    }

    /// What of this cluster waits for that provider.
    public Wanted of(ClusterStore cluster, String provider) {
        AccountStore account = means.clusters().account(cluster.realm());
        var batch = new BatchState(account.realm(), account.read());
        return batch.environments().values().stream()
                .filter(environment -> environment.cluster().equals(cluster.name()))
                .filter(environment -> provider.equals(environment.tags().get(EnvironmentClusters.CAPACITY_PROVIDER)))
                .findFirst()
                .map(environment -> wanted(account, batch, environment))
                .orElse(Wanted.NOTHING);
    }

    /// How many jobs of each queue of an account region wait for room, children of arrays one by one.
    public Map<String, Long> byQueue(AccountStore account) {
        var batch = new BatchState(account.realm(), account.read());
        JobsState jobs = JobsState.of(batch.account());
        Map<String, Long> byQueue = new TreeMap<>();
        batch.queues().values().forEach(queue -> byQueue.put(queue.name(), waiting(jobs, queue.name())));
        return byQueue;
    }

    private static long waiting(JobsState state, String queue) {
        String lanes = Lane.ofQueue(queue);
        long quiet = state.tallies().beginning(ArrayTally.BY_LANE, lanes).stream()
                .mapToLong(tally -> tally.ready().size())
                .sum();
        return state.jobs()
                        .keys(Job.LISTED, Lane.withStatus(queue, JobStatus.RUNNABLE))
                        .size()
                + state.children().beginning(ArrayChild.BY_LANE, lanes).size()
                + quiet;
    }

    private Wanted wanted(AccountStore account, BatchState batch, ComputeEnvironment environment) {
        int least = environment
                .resources()
                .flatMap(resources -> resources.minvCpus())
                .orElse(0);
        List<JobRun> waiting = environment.enabled() ? waiting(batch, environment) : List.of();
        Map<Resources, Integer> groups = new LinkedHashMap<>();
        new Launchables(account, means)
                .of(environment, waiting)
                .forEach(next -> groups.merge(next.launch().demand().needs(), 1, Integer::sum));
        return new Wanted(
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList(),
                least,
                environment.mostVcpus());
    }

    private List<JobRun> waiting(BatchState batch, ComputeEnvironment environment) {
        JobsState jobs = JobsState.of(batch.account());
        Instant now = means.clock().instant();
        long left = environment.mostVcpus() * CPU_UNITS - jobs.used(environment.name());
        List<JobRun> waiting = new ArrayList<>();
        List<JobQueue> queues = batch.queues().values().stream()
                .filter(queue -> queue.environments().contains(environment.name()))
                .sorted((one, other) -> Integer.compare(other.priority(), one.priority()))
                .toList();
        for (JobQueue queue : queues) {
            QueueLine line = QueueLine.of(jobs, queue.name(), QueueRule.of(batch, queue), now, _ -> true);
            Optional<JobRun> next = line.next();
            for (int i = 0;
                    i < MOST_A_QUEUE && next.isPresent() && next.get().order().cpu() <= left;
                    i++) {
                left -= next.get().order().cpu();
                waiting.add(next.get());
                next = line.next();
            }
        }
        return waiting;
    }
}
