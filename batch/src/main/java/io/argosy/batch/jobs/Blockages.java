package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.FairShare;
import io.argosy.jobqueues.environments.EnvironmentClusters;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Task;
import io.argosy.planning.PlacementPlanner;
import io.argosy.shapes.batch.JobStateTimeLimitAction;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Says of a job that stays at the head of its queue why it does not start, and acts on it as the queue wants
/// (batch-semantics 4.4).
final class Blockages {
    private static final String CAPACITY =
            "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type"
                    + " ";
    private static final String TOO_LARGE_FOR_ENVIRONMENT = "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s)"
            + " associated with the job queue cannot meet the CPU requirement of the job.";
    private static final String TOO_LARGE_FOR_INSTANCES = "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource"
            + " requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.";
    private static final String NO_ENVIRONMENT = "ACTION_REQUIRED - CE(s) associated with the job queue are invalid.";
    private static final String UNKNOWN = "UNDETERMINED - Batch job is blocked, root cause is undetermined.";
    private static final String APART = " - ";

    private final AccountStore account;
    private final DispatchMeans means;
    private final Launchables launchables;
    private final Map<String, Head> heads = new HashMap<>();

    /// A job that is stuck at the head of a queue, and since when.
    private record Head(JobQueue queue, JobRun job, List<ComputeEnvironment> open, Instant since) {
        Head since(Instant later) {
            return new Head(queue, job, open, later);
        }
    }

    Blockages(AccountStore account, DispatchMeans means, Launchables launchables) {
        this.account = account;
        this.means = means;
        this.launchables = launchables;
    }

    /// This job found no room.
    void head(JobQueue queue, JobRun job, List<ComputeEnvironment> open) {
        Optional<Instant> since = Optional.ofNullable(heads.get(queue.name()))
                .filter(before -> before.job().id().equals(job.id()))
                .map(Head::since);
        if (since.isEmpty()) {
            free(queue);
        }
        heads.put(queue.name(), new Head(queue, job, open, since.orElseGet(means.clock()::instant)));
    }

    /// Nothing is stuck in this queue, or something else: what was said of the job before is over.
    void free(JobQueue queue) {
        Head before = heads.remove(queue.name());
        if (before != null) {
            say(before.job().id(), "");
        }
    }

    void pass() {
        Instant now = means.clock().instant();
        for (Head head : List.copyOf(heads.values())) {
            if (!now.isBefore(head.since().plus(means.settings().sayBlockedAfter()))) {
                if (waitsForItsQueue(head)) {
                    say(head.job().id(), "");
                    heads.put(head.queue().name(), head.since(now));
                } else {
                    say(head.job().id(), why(head));
                    act(head, now);
                }
            }
        }
    }

    Optional<Instant> wakeAt() {
        JobsState state = JobsState.of(account.read());
        return heads.values().stream()
                .flatMap(head -> next(head, state).stream())
                .min(Comparator.naturalOrder());
    }

    /// When it is to be said why a job is stuck and, once it has been, when something is to be done about it.
    private Optional<Instant> next(Head head, JobsState state) {
        boolean said = told(state, head.job().id())
                .filter(waiting -> !waiting.blocked().isEmpty())
                .isPresent();
        return said
                ? limit(head, state)
                : Optional.of(head.since().plus(means.settings().sayBlockedAfter()));
    }

    private void say(JobId id, String text) {
        if (told(JobsState.of(account.read()), id)
                .filter(before -> !before.blocked().equals(text))
                .isPresent()) {
            means.turn()
                    .take(() -> account.write(tx -> {
                        var moves = new JobMoves(account.realm(), tx);
                        if (told(moves.state(), id).isPresent()) {
                            JobRun job = moves.state().run(id).orElseThrow();
                            moves.move(job, job.life().with(new JobState.Runnable(text, tx.now())));
                        }
                        return text;
                    }));
        }
    }

    private static Optional<JobState.Runnable> told(JobsState state, JobId id) {
        return state.run(id)
                .flatMap(job -> job.life().state() instanceof JobState.Runnable waiting
                        ? Optional.of(waiting)
                        : Optional.empty());
    }

    /// A job that only waits until others of its queue end is not blocked: it would start if they were not there.
    private boolean waitsForItsQueue(Head head) {
        BatchState batch = new BatchState(account.realm(), account.read());
        JobsState jobs = JobsState.of(account.read());
        long used = jobs.sharesOf(head.queue().name())
                .mapToLong(share -> share.use().running())
                .sum();
        Optional<FairShare> rule = QueueRule.of(batch, head.queue());
        long room = QueueRoom.of(batch, jobs, head.queue(), rule);
        long cpu = head.job().order().cpu();
        return used > 0
                && cpu <= (rule.isEmpty() ? room : room + used)
                && head.open().stream().anyMatch(one -> cpu <= QueueRoom.most(one) && fitsWithoutItsQueue(one, head));
    }

    private boolean fitsWithoutItsQueue(ComputeEnvironment environment, Head head) {
        ClusterState state = content(environment);
        String group = EnvironmentClusters.GROUP + head.queue().name();
        return launchables.of(environment, List.of(head.job())).stream()
                .map(next -> next.launch().demand())
                .anyMatch(demand -> state.loads().stream()
                        .map(load -> without(load, state, group))
                        .anyMatch(load -> PlacementPlanner.veto(demand, load).isEmpty()));
    }

    private static InstanceLoad without(InstanceLoad load, ClusterState state, String group) {
        InstanceLoad left = load;
        for (Task task : state.liveOn(load.instance().id())) {
            left = task.owner().group().equals(group) ? left.minus(task) : left;
        }
        return left;
    }

    private String why(Head head) {
        if (head.open().isEmpty()) {
            return NO_ENVIRONMENT;
        }
        long cpu = head.job().order().cpu();
        if (head.open().stream().allMatch(environment -> QueueRoom.most(environment) < cpu)) {
            return TOO_LARGE_FOR_ENVIRONMENT;
        }
        if (keptForOthers(head)) {
            return UNKNOWN;
        }
        boolean anyInstance = head.open().stream()
                .anyMatch(environment -> instances(environment).findAny().isPresent());
        return anyInstance && head.open().stream().noneMatch(environment -> fits(environment, head.job()))
                ? TOO_LARGE_FOR_INSTANCES
                : CAPACITY + "[" + types(head.open()) + "]";
    }

    /// What is left of the queue once shares that have no jobs have their part is too little: no instance helps.
    private boolean keptForOthers(Head head) {
        BatchState batch = new BatchState(account.realm(), account.read());
        Optional<FairShare> rule = QueueRule.of(batch, head.queue());
        return QueueRoom.of(batch, JobsState.of(account.read()), head.queue(), rule)
                < head.job().order().cpu();
    }

    /// Whether an instance could take the job if it had nothing else.
    private boolean fits(ComputeEnvironment environment, JobRun job) {
        return launchables.of(environment, List.of(job)).stream()
                .map(next -> next.launch().demand().needs())
                .anyMatch(needs -> instances(environment)
                        .anyMatch(instance -> instance.total().covers(needs)));
    }

    private static String types(List<ComputeEnvironment> open) {
        return open.stream()
                .flatMap(environment -> environment.resources().stream())
                .flatMap(resources -> resources.instanceTypes().orElse(List.of()).stream())
                .distinct()
                .reduce((one, other) -> one + ", " + other)
                .orElse("any");
    }

    private Stream<ContainerInstance> instances(ComputeEnvironment environment) {
        return content(environment).instances().stream().filter(ContainerInstance::registered);
    }

    private ClusterState content(ComputeEnvironment environment) {
        return means.clusters().stores().content(account.realm(), environment.cluster());
    }

    /// When the queue wants the job cancelled for what is said of it.
    private static Optional<Instant> limit(Head head, JobsState state) {
        return told(state, head.job().id())
                .flatMap(waiting -> action(head.queue(), waiting.blocked())
                        .map(action -> waiting.since().plusSeconds(action.maxTimeSeconds())));
    }

    private static Optional<JobStateTimeLimitAction> action(JobQueue queue, String said) {
        return queue.timeLimits().stream()
                .filter(action -> said.startsWith(action.reason() + APART))
                .findFirst();
    }

    private void act(Head head, Instant now) {
        JobsState state = JobsState.of(account.read());
        limit(head, state).filter(end -> !now.isBefore(end)).ifPresent(_ -> {
            String reason = action(
                            head.queue(),
                            told(state, head.job().id()).orElseThrow().blocked())
                    .orElseThrow()
                    .reason();
            means.turn()
                    .take(() -> account.write(tx -> {
                        new JobEnds(account.realm(), tx).cancel(head.job().id(), StatusReasons.TIME_LIMIT + reason);
                        return reason;
                    }));
            heads.remove(head.queue().name());
        });
    }
}
