package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.LaunchBackoff;
import io.argosy.model.Moment;
import io.argosy.model.StopCode;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How long a service waits after tasks that never came to run (ecs-semantics 7.8): nothing for the first two in a
/// row, then 10 s doubling up to 27 minutes. Tasks launched before a wait ended belong to the failures that caused
/// it. A task that runs ends it, and so does a new deployment.
///
/// `until` of the back-off less its delay is the last moment counted, so the tasks alone tell what is new.
final class LaunchFailures {
    private static final int TOLERATED = 2;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(27);

    private record Outcome(boolean success, Instant launched, Instant at) {}

    private LaunchFailures() {}

    static LaunchBackoff after(LaunchBackoff before, Deployment primary, Collection<Task> tasks) {
        boolean ofEarlierDeployment = before.failures() > 0 && counted(before).isBefore(primary.createdAt());
        LaunchBackoff start = ofEarlierDeployment ? LaunchBackoff.NONE : before;
        List<Outcome> news = outcomes(primary, tasks).stream()
                .filter(outcome -> outcome.at().isAfter(counted(start)))
                .toList();
        LaunchBackoff backoff = start;
        for (Outcome outcome : news) {
            backoff = after(backoff, outcome);
        }
        return backoff;
    }

    /// How many tasks of a deployment have failed to start in a row, as far as its tasks are still remembered.
    static int inARow(Deployment primary, Collection<Task> tasks) {
        List<Outcome> outcomes = outcomes(primary, tasks);
        int failures = 0;
        for (Outcome outcome : outcomes) {
            failures = outcome.success() ? 0 : failures + 1;
        }
        boolean broken = outcomes.stream().anyMatch(Outcome::success);
        return broken ? failures : Math.max(failures, primary.failedTasks());
    }

    private static List<Outcome> outcomes(Deployment primary, Collection<Task> tasks) {
        return tasks.stream()
                .filter(task -> Crew.deployment(task).equals(Optional.of(primary.id())))
                .flatMap(task -> outcome(task).stream())
                .sorted(Comparator.comparing(Outcome::at))
                .toList();
    }

    private static Optional<Outcome> outcome(Task task) {
        Instant created = task.timeline().at(Moment.CREATED).orElse(Instant.EPOCH);
        Optional<Instant> started = task.timeline().at(Moment.STARTED);
        if (started.isPresent()) {
            return started.map(at -> new Outcome(true, created, at));
        }
        return task.timeline()
                .at(Moment.STOPPED)
                .filter(_ -> task.state() instanceof TaskState.Stopped(var reason, var _) && ofItself(reason.code()))
                .map(at -> new Outcome(false, created, at));
    }

    private static boolean ofItself(StopCode code) {
        return switch (code) {
            case TASK_FAILED_TO_START, ESSENTIAL_CONTAINER_EXITED -> true;
            case USER_INITIATED,
                    SERVICE_SCHEDULER_INITIATED,
                    SPOT_INTERRUPTION,
                    TERMINATION_NOTICE,
                    INFRASTRUCTURE_HEALTH -> false;
        };
    }

    private static LaunchBackoff after(LaunchBackoff backoff, Outcome outcome) {
        if (outcome.success()) {
            return backoff.failures() == 0 ? backoff : new LaunchBackoff(0, outcome.at());
        }
        if (throttling(backoff) && outcome.launched().isBefore(backoff.until())) {
            return backoff;
        }
        int failures = backoff.failures() + 1;
        return new LaunchBackoff(failures, outcome.at().plus(delay(failures)));
    }

    static boolean throttling(LaunchBackoff backoff) {
        return backoff.failures() > TOLERATED;
    }

    private static Instant counted(LaunchBackoff backoff) {
        return backoff.until().minus(delay(backoff.failures()));
    }

    private static Duration delay(int failures) {
        if (failures <= TOLERATED) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - TOLERATED - 1, 10);
        Duration doubled = FIRST.multipliedBy(1L << doublings);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
