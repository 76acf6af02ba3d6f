package io.argosy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.foresight.PlanChange;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.shapes.argosy.PlanChangeResponse;
import io.argosy.shapes.argosy.PlannedStart;
import io.argosy.shapes.argosy.PlannedStep;
import io.argosy.shapes.argosy.PlannedStop;
import io.argosy.state.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What a plan says, against what then happens when the change is made. One case: `-Dplan.seed=7`; more of them:
/// `-Dplan.seeds=5000`.
final class PlanAgainstWhatHappensTest {
    private static final int SEEDS = 500;
    /// How often it is also asked what another chance would do.
    private static final int OTHER_CHANCE = 4;

    @Test
    void whatIsPlannedIsWhatHappens() {
        Long one = Long.getLong("plan.seed");
        long first = one != null ? one : 1;
        long last = one != null ? one : Integer.getInteger("plan.seeds", SEEDS);
        List<Integer> lengths = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            lengths.add(check(seed));
        }
        if (one == null) {
            assertThat(lengths)
                    .as("plans of several steps")
                    .filteredOn(steps -> steps > 2)
                    .hasSizeGreaterThan(50);
        }
    }

    private static int check(long seed) {
        try (var fleet = new SteppedFleet(seed)) {
            var random = new RandomFleet(seed, fleet);
            random.furnish();
            RandomFleet.Idea idea = random.idea();
            long commit = fleet.store().snapshot().commit();

            PlanChangeResponse plan = planned(fleet, idea, seed);
            boolean twice = seed % OTHER_CHANCE == 0;
            PlanChangeResponse other = twice ? planned(fleet, idea, seed + 1) : plan;

            assertThat(fleet.store().snapshot().commit())
                    .as("seed %s: a plan writes nothing", seed)
                    .isEqualTo(commit);
            fleet.seed(seed);
            idea.done().run();
            List<List<String>> happened = happens(fleet);
            assertThat(lines(plan)).as("seed %s", seed).isEqualTo(happened);
            assertCertain(other, happened, seed);
            assertOutcomes(plan, fleet, seed);
            return happened.size();
        }
    }

    /// With the ids that come next, and with what will be drawn.
    private static PlanChangeResponse planned(SteppedFleet fleet, RandomFleet.Idea idea, long seed) {
        var next = new AtomicLong(fleet.lastId());
        var chance = new SplittableRandom(seed);
        var operation = new PlanChange(
                fleet.clusters(),
                SteppedFleet.SETTINGS,
                fleet::now,
                () -> String.format("%032x", next.incrementAndGet()),
                chance::nextLong);
        return operation.handle(SteppedFleet.CALLER, idea.asked());
    }

    private static List<List<String>> lines(PlanChangeResponse plan) {
        return plan.steps().orElse(List.of()).stream()
                .map(PlanAgainstWhatHappensTest::lines)
                .toList();
    }

    private static List<String> lines(PlannedStep step) {
        List<String> lines = new ArrayList<>();
        lines.add(step.after().orElseThrow() + " " + step.waitsSeconds().orElseThrow());
        step.starts().orElse(List.of()).forEach(start -> lines.add(line(start)));
        step.stops().orElse(List.of()).forEach(stop -> lines.add(line(stop)));
        return lines;
    }

    private static String line(PlannedStart start) {
        return "start " + start.group().orElseThrow() + " "
                + last(start.taskDefinitionArn().orElseThrow()) + " on "
                + last(start.containerInstanceArn().orElse("/nowhere"));
    }

    private static String line(PlannedStop stop) {
        return "stop " + last(stop.taskArn().orElseThrow()) + " "
                + stop.reason().orElse("");
    }

    private static String last(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /// The change was made; what tasks do from then on, at each moment.
    private static List<List<String>> happens(SteppedFleet fleet) {
        Instant began = fleet.now();
        List<Change> changes = new ArrayList<>();
        fleet.stores().onDurable(changes::addAll);
        List<List<String>> steps = new ArrayList<>();
        String cause = "CHANGE";
        while (true) {
            fleet.rest();
            List<String> step = happened(changes);
            changes.clear();
            if (!step.isEmpty()) {
                step.addFirst(cause + " " + Duration.between(began, fleet.now()).toSeconds());
                steps.add(step);
            }
            if (fleet.agentsWork()) {
                cause = "TASKS";
                changes.clear();
                continue;
            }
            Optional<Instant> next = fleet.nextTurn().filter(turn -> !turn.isAfter(began.plus(Duration.ofHours(1))));
            if (next.isEmpty()) {
                return steps;
            }
            cause = "TIME";
            fleet.moveTo(next.get());
        }
    }

    private static List<String> happened(List<Change> changes) {
        List<String> starts = new ArrayList<>();
        List<String> stops = new ArrayList<>();
        for (Change change : changes) {
            if (change.after().orElse(null) instanceof Task task) {
                Optional<Task> before = change.before().map(Task.class::cast);
                if (before.isEmpty() && task.state() instanceof TaskState.Pending(var on)) {
                    starts.add("start " + task.owner().group() + " " + task.definition() + " on " + on);
                }
                if (before.isPresent()
                        && before.get().state().wanted()
                        && !task.state().wanted()) {
                    stops.add("stop " + task.id() + " "
                            + task.ending().map(StopReason::text).orElse(""));
                }
            }
        }
        starts.addAll(stops);
        return starts;
    }

    /// Whatever chance does later, what a plan calls certain happens.
    private static void assertCertain(PlanChangeResponse plan, List<List<String>> happened, long seed) {
        List<PlannedStep> steps = plan.steps().orElse(List.of());
        for (int i = 0; i < steps.size(); i++) {
            List<String> certain = new ArrayList<>();
            steps.get(i).starts().orElse(List.of()).stream()
                    .filter(start -> start.certain().orElseThrow())
                    .forEach(start -> certain.add(line(start)));
            steps.get(i).stops().orElse(List.of()).stream()
                    .filter(stop -> stop.certain().orElseThrow())
                    .forEach(stop -> certain.add(line(stop)));
            if (!certain.isEmpty()) {
                assertThat(happened).as("seed %s", seed).hasSizeGreaterThan(i);
                assertThat(happened.get(i)).as("seed %s, step %s", seed, i).containsAll(certain);
            }
        }
    }

    private static void assertOutcomes(PlanChangeResponse plan, SteppedFleet fleet, long seed) {
        plan.outcomes().orElse(List.of()).forEach(outcome -> {
            var service = fleet.store().read().services().stream()
                    .filter(one ->
                            one.name().value().equals(outcome.serviceName().orElseThrow()))
                    .findFirst()
                    .orElseThrow();
            assertThat(outcome.rolloutState())
                    .as("seed %s", seed)
                    .isEqualTo(
                            service.primary().map(primary -> primary.rollout().name()));
            assertThat(outcome.runningCount().orElseThrow()).as("seed %s", seed).isEqualTo((int)
                    fleet.store().read().liveOf(service.name()).stream()
                            .filter(task -> task.state().running())
                            .count());
        });
    }
}
