package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.ContainerInstance;
import io.argosy.shapes.batch.JobStateTimeLimitAction;
import io.argosy.state.AccountStore;
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
    private static final String APART = " - ";

    private final AccountStore account;
    private final DispatchMeans means;
    private final Launchables launchables;
    private final Map<String, Head> heads = new HashMap<>();

    /// A job that is stuck at the head of a queue, and since when.
    private record Head(JobQueue queue, JobRun job, List<ComputeEnvironment> open, Instant since) {}

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
                say(head.job().id(), why(head));
                act(head, now);
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

    private String why(Head head) {
        if (head.open().isEmpty()) {
            return NO_ENVIRONMENT;
        }
        long cpu = head.job().order().cpu();
        if (head.open().stream().allMatch(environment -> QueueRoom.most(environment) < cpu)) {
            return TOO_LARGE_FOR_ENVIRONMENT;
        }
        boolean anyInstance = head.open().stream()
                .anyMatch(environment -> instances(environment).findAny().isPresent());
        return anyInstance && head.open().stream().noneMatch(environment -> fits(environment, head.job()))
                ? TOO_LARGE_FOR_INSTANCES
                : CAPACITY + "[" + types(head.open()) + "]";
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
        return means.clusters().stores().content(account.realm(), environment.cluster()).instances().stream()
                .filter(ContainerInstance::registered);
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
