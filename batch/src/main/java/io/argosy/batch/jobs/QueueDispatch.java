package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.FairShare;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.ApiException;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Serves the queues of an account region (batch-semantics 4.1, 5): those of a higher priority first, equal ones in
/// turn, each some jobs at a time until its head finds no room. Only heads are looked at.
final class QueueDispatch {
    /// How many jobs of a queue start in one write.
    private static final int MOST_A_ROUND = 128;

    /// How many rounds a pass has, before it hears again what became of tasks.
    private static final int MOST_ROUNDS = 8;

    private final AccountStore account;
    private final DispatchMeans means;
    private final AttemptStarts starts;
    private final Launchables launchables;
    private final Blockages blockages;
    private final Preemptions preemptions;
    private final Map<String, Blocked> blocked = new HashMap<>();

    /// Where a queue stood when its head found no room: it need not be tried again before there is more, or another
    /// head.
    private record Blocked(JobId head, Map<String, Long> commits, ComputeState environments) {}

    /// What of a queue decides whether its head may run, beside the room in clusters: its environments, those of them
    /// whose room is left to services, what jobs use of each, and how many CPU units its rule lets it have.
    private record ComputeState(List<ComputeEnvironment> open, List<String> left, List<Long> used, long room) {
        List<ComputeEnvironment> usable() {
            return open.stream().filter(one -> !left.contains(one.name())).toList();
        }
    }

    QueueDispatch(AccountStore account, DispatchMeans means, Preemptions preemptions) {
        this.preemptions = preemptions;
        this.account = account;
        this.means = means;
        this.starts = new AttemptStarts(account, means.launcher(), means.turn());
        this.launchables = new Launchables(account, means);
        this.blockages = new Blockages(account, means, launchables);
    }

    /// Whether there may be more to start at once.
    boolean pass() {
        int rounds = 0;
        for (List<JobQueue> equals : byPriority()) {
            List<JobQueue> open = equals;
            while (!open.isEmpty()) {
                if (rounds++ == MOST_ROUNDS) {
                    return true;
                }
                open = open.stream().filter(this::serve).toList();
            }
        }
        blockages.pass();
        return false;
    }

    Optional<Instant> wakeAt() {
        return blockages.wakeAt();
    }

    private Collection<List<JobQueue>> byPriority() {
        Map<Integer, List<JobQueue>> byPriority = new TreeMap<>(Comparator.reverseOrder());
        for (JobQueue queue :
                new BatchState(account.realm(), account.read()).queues().values()) {
            byPriority.computeIfAbsent(queue.priority(), _ -> new ArrayList<>()).add(queue);
        }
        return byPriority.values();
    }

    /// One round of a queue: whether it may have more.
    private boolean serve(JobQueue queue) {
        var state = account.read();
        BatchState batch = new BatchState(account.realm(), state);
        JobsState jobs = JobsState.of(state);
        Optional<FairShare> rule = QueueRule.of(batch, queue);
        ComputeState compute = compute(batch, jobs, queue, rule);
        var taken = new ConsumableBudget(batch);
        QueueLine line = QueueLine.of(jobs, queue.name(), rule, means.clock().instant(), taken::enough);
        Optional<JobRun> head = line.next();
        if (head.isEmpty() || stillBlocked(queue, head.get(), compute)) {
            if (head.isEmpty()) {
                blockages.free(queue);
            }
            return false;
        }
        Map<String, Long> commits = commits(compute.open());
        // One that found no room before is tried alone.
        int most = blocked.containsKey(queue.name()) ? 1 : MOST_A_ROUND;
        List<JobRun> chosen = choose(head.get(), line, taken, compute.room(), most);
        int started = start(compute.usable(), chosen);
        if (started < chosen.size() || chosen.isEmpty()) {
            JobRun stuck = chosen.isEmpty() ? head.get() : chosen.get(started);
            blocked.put(queue.name(), new Blocked(stuck.id(), commits, compute));
            blockages.head(queue, stuck, compute.open());
            return false;
        }
        blocked.remove(queue.name());
        blockages.free(queue);
        return true;
    }

    private ComputeState compute(BatchState batch, JobsState jobs, JobQueue queue, Optional<FairShare> rule) {
        List<ComputeEnvironment> open = open(batch, queue);
        return new ComputeState(
                open,
                open.stream()
                        .filter(one -> preemptions.keepsOff(queue, one))
                        .map(ComputeEnvironment::name)
                        .toList(),
                open.stream().map(one -> jobs.used(one.name())).toList(),
                QueueRoom.of(batch, jobs, queue, rule));
    }

    private static List<ComputeEnvironment> open(BatchState batch, JobQueue queue) {
        return queue.environments().stream()
                .flatMap(name -> batch.environment(name).stream())
                .filter(environment -> environment.enabled() && environment.status() == ComputeEnvironment.Status.VALID)
                .toList();
    }

    /// Those that the queue's rule lets start, as far as one round goes.
    private static List<JobRun> choose(JobRun head, QueueLine line, ConsumableBudget taken, long room, int most) {
        List<JobRun> chosen = new ArrayList<>();
        long left = room;
        Optional<JobRun> next = Optional.of(head);
        while (next.isPresent() && next.get().order().cpu() <= left) {
            chosen.add(next.get());
            taken.take(next.get().order());
            left -= next.get().order().cpu();
            next = chosen.size() < most ? line.next() : Optional.empty();
        }
        return chosen;
    }

    /// In the first environment what fits there, the rest in the next: how many in all. What would have room in one
    /// once that has grown waits for it.
    private int start(List<ComputeEnvironment> open, List<JobRun> chosen) {
        int started = 0;
        for (ComputeEnvironment environment : open) {
            if (started < chosen.size()) {
                List<JobRun> rest = chosen.subList(started, chosen.size());
                started += start(environment, rest);
                if (WaitingJobs.grows(environment)
                        && started < chosen.size()
                        && mayRun(environment, chosen.get(started))) {
                    return started;
                }
            }
        }
        return started;
    }

    private boolean mayRun(ComputeEnvironment environment, JobRun job) {
        return !fitting(environment, List.of(job)).isEmpty();
    }

    private int start(ComputeEnvironment environment, List<JobRun> chosen) {
        List<JobRun> fitting = fitting(environment, chosen);
        Optional<ClusterStore> cluster = store(environment);
        if (fitting.isEmpty() || cluster.isEmpty()) {
            return 0;
        }
        try {
            List<AttemptStarts.Next> ready = launchables.of(environment, fitting);
            int started = starts.start(environment, cluster.get(), ready);
            // Those that failed are gone from the line: the next round sees who is there.
            return ready.size() == fitting.size() ? started : fitting.size();
        } catch (ApiException goneMeanwhile) {
            return 0;
        }
    }

    /// As many as stay below the most vCPUs that the environment may run.
    private List<JobRun> fitting(ComputeEnvironment environment, List<JobRun> chosen) {
        long left = QueueRoom.most(environment) - JobsState.of(account.read()).used(environment.name());
        int count = 0;
        while (count < chosen.size() && chosen.get(count).order().cpu() <= left) {
            left -= chosen.get(count).order().cpu();
            count++;
        }
        return chosen.subList(0, count);
    }

    private Optional<ClusterStore> store(ComputeEnvironment environment) {
        return means.clusters().stores().existing(account.realm(), environment.cluster());
    }

    private Map<String, Long> commits(List<ComputeEnvironment> open) {
        Map<String, Long> commits = new HashMap<>();
        for (ComputeEnvironment environment : open) {
            store(environment)
                    .ifPresent(store ->
                            commits.put(environment.name(), store.snapshot().commit()));
        }
        return commits;
    }

    private boolean stillBlocked(JobQueue queue, JobRun head, ComputeState compute) {
        Blocked before = blocked.get(queue.name());
        return before != null
                && before.head().equals(head.id())
                && before.environments().equals(compute)
                && compute.open().stream().noneMatch(environment -> roomGrew(environment, before.commits()));
    }

    private boolean roomGrew(ComputeEnvironment environment, Map<String, Long> commits) {
        Long since = commits.get(environment.name());
        return store(environment)
                .filter(store -> since == null || store.touchedAfter(since).roomGrew())
                .isPresent();
    }
}
