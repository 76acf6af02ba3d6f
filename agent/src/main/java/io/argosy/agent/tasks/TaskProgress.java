package io.argosy.agent.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A task at one moment as its supervisor sees it: what is known of it, which steps are under way (one a container at
/// most), until when a container whose step came to nothing is left alone, and which Docker ids the engine told ran out
/// of memory. All but the record ends with the agent; a look at the engine makes up for it. An immutable value.
record TaskProgress(
        TaskRecord record,
        List<StepInProgress> steps,
        Map<String, Instant> pausedUntil,
        Set<String> outOfMemory,
        long nextNumber) {
    TaskProgress {
        steps = List.copyOf(steps);
        pausedUntil = Map.copyOf(pausedUntil);
        outOfMemory = Set.copyOf(outOfMemory);
    }

    /// Nothing under way yet.
    static TaskProgress of(TaskRecord record) {
        return new TaskProgress(record, List.of(), Map.of(), Set.of(), 1);
    }

    ContainerState state(String container) {
        return record.container(container).state();
    }

    Optional<StepInProgress> step(String container) {
        return steps.stream().filter(step -> step.container().equals(container)).findFirst();
    }

    boolean inProgress(long number) {
        return steps.stream().anyMatch(step -> step.number() == number);
    }

    TaskProgress withRecord(TaskRecord changed) {
        return new TaskProgress(changed, steps, pausedUntil, outOfMemory, nextNumber);
    }

    /// With one more step, of a container that has none.
    TaskProgress withStep(String container, ContainerStep step, Instant now) {
        List<StepInProgress> more = new ArrayList<>(steps);
        more.add(new StepInProgress(nextNumber, container, step, state(container), now, false));
        return new TaskProgress(record, more, pausedUntil, outOfMemory, nextNumber + 1);
    }

    TaskProgress withoutStep(StepInProgress gone) {
        return withSteps(steps.stream().filter(step -> !step.equals(gone)).toList());
    }

    /// With another look at the container once its present step is done.
    TaskProgress withLookAfterwards(String container) {
        return withSteps(steps.stream()
                .map(step -> step.container().equals(container) ? step.withLookAfterwards() : step)
                .toList());
    }

    private TaskProgress withSteps(List<StepInProgress> changed) {
        return new TaskProgress(record, changed, pausedUntil, outOfMemory, nextNumber);
    }

    TaskProgress withPause(String container, Instant until) {
        Map<String, Instant> more = new HashMap<>(pausedUntil);
        more.put(container, until);
        return new TaskProgress(record, steps, more, outOfMemory, nextNumber);
    }

    TaskProgress withOutOfMemory(String dockerId) {
        Set<String> more = new HashSet<>(outOfMemory);
        more.add(dockerId);
        return new TaskProgress(record, steps, pausedUntil, more, nextNumber);
    }
}
