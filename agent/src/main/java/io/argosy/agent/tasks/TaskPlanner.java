package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.wire.acs.AcsContainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what is to be done for a task now, a step a container, from what is known of it. Like `ContainerPlanner`,
/// which it asks for each container that has no step under way, it does nothing itself.
final class TaskPlanner {
    private final ContainerPlanner containers;

    TaskPlanner(ContainerPlanner containers) {
        this.containers = containers;
    }

    /// The task with its end wanted, because somebody `asked` for it or because an essential container ended.
    static TaskProgress stopping(TaskProgress progress, boolean asked) {
        TaskRecord record = asked ? progress.record().stopping() : progress.record();
        for (ContainerRecord container : record.containers()) {
            if (container.state() instanceof Ended ended
                    && record.given(container.name()).essential()) {
                record = record.stopping().withTimes(record.times().executionStopped(ended.at()));
            }
        }
        return progress.withRecord(record);
    }

    /// All that can be begun now. `portsHeld`: the fixed host ports the task asks for are its own.
    TaskPlan plan(TaskProgress progress, boolean portsHeld, Instant now) {
        TaskProgress next = progress;
        while (!next.record().over()) {
            var pass = new Pass(stopping(next, false), portsHeld, now);
            pass.run();
            // A container that ended without the engine may be what another waits for, or the end of the task.
            if (pass.progress.record().equals(next.record())) {
                return new TaskPlan(
                        pass.progress, pass.cancel, pass.deadlines.stream().min(Instant::compareTo));
            }
            next = pass.progress;
        }
        TaskProgress ended = stopping(next, false);
        TaskRecord record = ended.record();
        return new TaskPlan(
                ended.withRecord(record.withTimes(record.times().stopped(now))), List.of(), Optional.empty());
    }

    /// Every container once.
    private final class Pass {
        private final ContainerDependencies dependencies;
        private final boolean portsHeld;
        private final Instant now;
        private final List<StepInProgress> cancel = new ArrayList<>();
        private final List<Instant> deadlines = new ArrayList<>();
        private TaskProgress progress;

        Pass(TaskProgress progress, boolean portsHeld, Instant now) {
            this.dependencies = ContainerDependencies.of(progress.record().task());
            this.portsHeld = portsHeld;
            this.now = now;
            this.progress = progress;
        }

        void run() {
            for (ContainerRecord container : progress.record().containers()) {
                if (isFree(container.name())) {
                    begin(container.name());
                }
            }
        }

        /// Whether the container has no step under way, or no more.
        private boolean isFree(String container) {
            Optional<StepInProgress> step = progress.step(container);
            if (step.isPresent() && progress.record().stopWanted()) {
                if (step.get().droppable()) {
                    progress = progress.withoutStep(step.get());
                    return true;
                }
                step.filter(StepInProgress::cancellable).ifPresent(cancel::add);
            }
            return step.isEmpty();
        }

        private void begin(String container) {
            Instant paused = progress.pausedUntil().getOrDefault(container, Instant.MIN);
            if (now.isBefore(paused)) {
                deadlines.add(paused);
                return;
            }
            TaskRecord record = progress.record();
            ContainerStep step = containers.next(record.given(container), situation(record));
            switch (step) {
                case ContainerStep.End(var exitCode, var reason) -> {
                    ContainerState ended = progress.state(container).ended(exitCode, reason, now);
                    progress = progress.withRecord(record.withState(container, ended));
                }
                case ContainerStep.Wait wait -> wait.until().ifPresent(deadlines::add);
                case ContainerStep.Rest _ -> {}
                case ContainerStep.Pull _,
                        ContainerStep.Create _,
                        ContainerStep.Start _,
                        ContainerStep.Stop _,
                        ContainerStep.Discard _,
                        ContainerStep.Look _ -> progress = progress.withStep(container, step, now);
            }
        }

        private ContainerPlanner.Situation situation(TaskRecord record) {
            Map<String, AcsContainer> given = new LinkedHashMap<>();
            record.task().containers().forEach(container -> given.put(container.name(), container));
            return new ContainerPlanner.Situation(
                    given, record.states(), dependencies, record.stopWanted(), portsHeld, now);
        }
    }
}
