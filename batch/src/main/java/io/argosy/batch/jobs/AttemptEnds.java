package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.AttemptOutcome;
import io.argosy.batch.scheduling.Retry;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.RetryStrategy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a job comes to when the task of its attempt has stopped (batch-semantics 8.2, 8.4, 8.5).
final class AttemptEnds {
    private static final RetryStrategy ONCE = RetryStrategy.builder().build();

    private AttemptEnds() {}

    /// The names of the containers that a job's outcome follows; none if it follows all.
    static List<String> essential(RegisterJobDefinitionRequest definition) {
        return definition.ecsProperties().map(EcsProperties::taskProperties).stream()
                .flatMap(Collection::stream)
                .map(EcsTaskProperties::containers)
                .flatMap(List::stream)
                .filter(container -> container.essential().orElse(true))
                .flatMap(container -> container.name().stream())
                .toList();
    }

    static Life next(JobRun known, Task stopped, List<String> essential, Instant now) {
        JobRun job = stayed(known, stopped) ? known.with(known.life().with(Ending.NONE)) : known;
        Attempt attempt = attempt(job, stopped);
        Life life = job.life();
        Instant at = attempt.stoppedAt();
        return switch (life.ending()) {
            case Ending.Terminated(String reason) -> life.with(attempt, JobState.failed(reason, at));
            case Ending.TimedOut _ -> life.with(attempt, JobState.failed(StatusReasons.TIMED_OUT, at));
            case Ending.Preempted _ ->
                life.with(attempt, JobState.runnable(now)).with(Ending.NONE);
            case Ending.None _, Ending.Cancelled _ -> byItself(job, attempt, essential, now);
        };
    }

    /// Whether a job that was to give way to a service had ended before its task could be stopped.
    private static boolean stayed(JobRun job, Task stopped) {
        return job.life().ending() instanceof Ending.Preempted
                && !stopped.ending().map(StopReason::text).equals(Optional.of(StatusReasons.PREEMPTED));
    }

    private static Life byItself(JobRun job, Attempt attempt, List<String> essential, Instant now) {
        List<ContainerEnd> counting = attempt.containers().stream()
                .filter(container -> essential.isEmpty() || essential.contains(container.name()))
                .toList();
        boolean well = !counting.isEmpty()
                && counting.stream().allMatch(container -> container.exitCode().equals(Optional.of(0)));
        Life life = job.life();
        if (well) {
            return life.with(attempt, new JobState.Ended(true, attempt.statusReason(), attempt.stoppedAt()));
        }
        RetryStrategy strategy = job.order().asked().retryStrategy().orElse(ONCE);
        return Retry.again(strategy, life.countedAttempts() + 1, outcome(attempt, counting))
                ? life.with(attempt, JobState.runnable(now))
                : life.with(attempt, JobState.failed(attempt.statusReason(), attempt.stoppedAt()));
    }

    /// The first container that counts and went wrong speaks for all.
    private static AttemptOutcome outcome(Attempt attempt, List<ContainerEnd> counting) {
        Optional<ContainerEnd> wrong = counting.stream()
                .filter(container -> !container.exitCode().equals(Optional.of(0)))
                .min((one, other) -> Boolean.compare(
                        other.exitCode().isPresent(), one.exitCode().isPresent()));
        return new AttemptOutcome(
                wrong.flatMap(ContainerEnd::exitCode), wrong.flatMap(ContainerEnd::reason), attempt.statusReason());
    }

    private static Attempt attempt(JobRun job, Task task) {
        Ending ending = job.life().ending();
        boolean timedOut = ending instanceof Ending.TimedOut;
        return new Attempt(
                job.life().state().seat().orElseThrow(),
                task.placedOn(),
                startedAt(task),
                task.timeline().at(TaskTimestamp.STOPPED).orElse(Instant.EPOCH),
                ending.order().orElseGet(() -> task.ending().orElseThrow().text()),
                containers(task, timedOut).toList(),
                !(ending instanceof Ending.Preempted));
    }

    /// Of one that ended before its agent could say that it ran, from when its images were there.
    private static Optional<Instant> startedAt(Task task) {
        boolean ran = task.containers().stream()
                .anyMatch(container -> container.exitCode().isPresent());
        return task.timeline()
                .at(TaskTimestamp.STARTED)
                .or(() -> task.timeline().at(TaskTimestamp.PULL_STOPPED).filter(_ -> ran))
                .or(() -> task.timeline().at(TaskTimestamp.STOPPED).filter(_ -> ran));
    }

    /// The code that a container gave when its time was over says nothing.
    private static Stream<ContainerEnd> containers(Task task, boolean timedOut) {
        return task.containers().stream()
                .map(container -> new ContainerEnd(
                        container.name().orElse(""), container.exitCode().filter(_ -> !timedOut), container.reason()));
    }

    /// An attempt whose task nobody remembers: it may have run, so it counts.
    static Life lost(JobRun job, Instant now) {
        var seat = job.life().state().seat().orElseThrow();
        Optional<Instant> started = job.life().state() instanceof JobState.Running running
                ? Optional.of(running.startedAt())
                : Optional.empty();
        var attempt = new Attempt(
                seat,
                Optional.empty(),
                started,
                now,
                "Host EC2 (task " + seat.task() + ") terminated.",
                List.of(),
                true);
        return byItself(job, attempt, List.of(), now);
    }
}
