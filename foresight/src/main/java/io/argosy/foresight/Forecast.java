package io.argosy.foresight;

import io.argosy.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a trial leads to, step by step: what reconcilers do at one moment, until only agents or time give them more to
/// do. `whole` says whether it came to an end within its bounds.
record Forecast(List<Step> steps, boolean whole) {
    private static final Duration FARTHEST = Duration.ofHours(1);
    private static final int MOST_ROUNDS = 1_000;
    private static final int MOST_TASKS = 20_000;

    /// What a step comes after.
    enum Cause {
        CHANGE,
        TASKS,
        TIME
    }

    /// A task that gets its place, or waits for one; `certain` if nothing was left to chance.
    record Start(Task task, boolean certain) {}

    /// A task that is to stop.
    record Stop(Task task, boolean certain) {}

    /// What happens at once, so long after the change, as far as the scheduler itself waits.
    record Step(Cause cause, Duration waited, List<Start> starts, List<Stop> stops) {
        Step {
            starts = List.copyOf(starts);
            stops = List.copyOf(stops);
        }

        boolean nothing() {
            return starts.isEmpty() && stops.isEmpty();
        }
    }

    Forecast {
        steps = List.copyOf(steps);
    }

    static Forecast of(Trial trial) {
        Instant began = trial.now();
        Instant farthest = began.plus(FARTHEST);
        List<Step> steps = new ArrayList<>();
        Cause cause = Cause.CHANGE;
        int tasks = 0;
        for (int round = 0; round < MOST_ROUNDS && tasks < MOST_TASKS; round++) {
            Step step = step(cause, Duration.between(began, trial.now()), trial.rest(), trial.draws());
            if (!step.nothing()) {
                steps.add(step);
                tasks += step.starts().size() + step.stops().size();
            }
            if (trial.agentsWork()) {
                cause = Cause.TASKS;
                continue;
            }
            Optional<Instant> next = trial.nextTurn().filter(turn -> !turn.isAfter(farthest));
            if (next.isEmpty()) {
                return new Forecast(steps, true);
            }
            cause = Cause.TIME;
            trial.moveTo(next.get());
        }
        return new Forecast(steps, false);
    }

    private static Step step(Cause cause, Duration waited, List<Trial.Moved> moved, Draws draws) {
        List<Start> starts = moved.stream()
                .filter(Trial.Moved::starts)
                .map(one -> new Start(one.after(), draws.certain(one.after().id())))
                .toList();
        List<Stop> stops = moved.stream()
                .filter(Trial.Moved::stops)
                .map(one -> new Stop(one.before().orElseThrow(), draws.certain()))
                .toList();
        return new Step(cause, waited, starts, stops);
    }
}
