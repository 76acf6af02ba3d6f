package io.argosy.schedules.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How an attempt to start a run went, and what is done then.
public sealed interface Attempt {
    /// Something goes on now whose end is waited for.
    record Started(List<String> resources) implements Attempt {
        public Started {
            resources = List.copyOf(resources);
        }
    }

    /// It is done: there is nothing to wait for.
    record Done() implements Attempt {}

    /// Nothing had room for it.
    record NoRoom(String message) implements Attempt {}

    /// It may go better later.
    record Trouble(RunState.Problem problem) implements Attempt {}

    /// It would go no better later.
    record Refused(RunState.Problem problem) implements Attempt {}

    /// How long is tried again: the first limit that is reached ends it.
    record Retries(Duration oldest, int most) {
        public static final Retries USUAL = new Retries(Duration.ofHours(24), 185);
    }

    Duration SHORTEST = Duration.ofSeconds(1);
    Duration LONGEST = Duration.ofMinutes(5);
    Duration LONGEST_FOR_ROOM = Duration.ofSeconds(15);
    int SPREAD = 5;

    /// The run after the attempt.
    default Run after(Run run, Retries retries, Options.NoRoom noRoom, Instant now) {
        int attempts = run.state().attemptsSoFar() + 1;
        return switch (this) {
            case Started(List<String> resources) -> run.with(new RunState.Started(now, attempts, resources));
            case Done() ->
                run.with(new RunState.Started(now, attempts, List.of())).ended(Outcome.SUCCEEDED, "", now);
            case Refused(RunState.Problem problem) -> givenUp(run, problem, attempts, now);
            case Trouble(RunState.Problem problem) -> again(run, problem, retries, LONGEST, now);
            case NoRoom(String message) -> {
                var problem = new RunState.Problem("RESOURCE", message);
                Retries patience = noRoom.asRetried() ? retries : new Retries(noRoom.longest(), Integer.MAX_VALUE);
                yield again(run, problem, patience, LONGEST_FOR_ROOM, now);
            }
        };
    }

    private static Run again(Run run, RunState.Problem problem, Retries retries, Duration longest, Instant now) {
        int attempts = run.state().attemptsSoFar() + 1;
        Instant from = now.plus(backOff(run.attemptId(), attempts, longest));
        if (attempts > retries.most() || from.isAfter(run.due().plus(retries.oldest()))) {
            return givenUp(run, problem, attempts, now);
        }
        return run.with(new RunState.Waiting(from, attempts, problem));
    }

    /// Doubled from a second on, a fifth more or less, which is another fifth for each `id`.
    static Duration backOff(String id, int attempts, Duration longest) {
        long doubled = SHORTEST.toMillis() << Math.min(attempts - 1, 10);
        long millis = Math.min(doubled, longest.toMillis());
        long fifth = millis / SPREAD;
        return Duration.ofMillis(millis - fifth + Math.floorMod(id.hashCode(), 2 * fifth + 1));
    }

    private static Run givenUp(Run run, RunState.Problem problem, int attempts, Instant now) {
        return run.with(new RunState.Waiting(now, attempts, problem))
                .ended(Outcome.NOT_STARTED, problem.code() + ": " + problem.message(), now);
    }
}
