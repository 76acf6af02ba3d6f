package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What becomes of a task when something is told of it. It does nothing itself: what is known and the event come in,
/// what is known then comes out, with the looks at the engine that the event asks for. What is done toward the task's
/// end or its running is `TaskPlanner`'s.
final class TaskJudgement {
    static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";

    /// How long a container whose step changed nothing is left alone.
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int KILLED = 137;

    private TaskJudgement() {}

    /// The task once this event is taken in.
    static TaskProgress after(TaskProgress progress, TaskEvent event, Instant now) {
        return switch (event) {
            case TaskEvent.StepDone done -> afterStep(progress, done, now);
            case TaskEvent.StepCancelled(var container, var number) ->
                step(progress, container, number).map(progress::withoutStep).orElse(progress);
            case TaskEvent.Died died ->
                toldOf(progress, died.dockerId())
                        .map(name -> afterDeath(progress.withLookAfterwards(name), name, died, now))
                        .orElse(progress);
            case TaskEvent.HealthChanged told ->
                toldOf(progress, told.dockerId())
                        .map(name -> afterHealth(progress.withLookAfterwards(name), name, told))
                        .orElse(progress);
            case TaskEvent.OutOfMemory(var dockerId) -> progress.withOutOfMemory(dockerId);
            case TaskEvent.Resync _ -> lookAtAll(progress, now);
            case TaskEvent.PlanAgain _, TaskEvent.Quit _ -> progress;
        };
    }

    /// The step, unless it was cancelled and another one has its place by now.
    private static Optional<StepInProgress> step(TaskProgress progress, String container, long number) {
        return progress.step(container).filter(step -> step.number() == number);
    }

    /// The container the engine told news of. A step under way may have looked at it before those.
    private static Optional<String> toldOf(TaskProgress progress, String dockerId) {
        return progress.record().containers().stream()
                .filter(one -> one.state().dockerId().equals(Optional.of(dockerId)))
                .map(ContainerRecord::name)
                .findFirst();
    }

    private static TaskProgress afterStep(TaskProgress progress, TaskEvent.StepDone done, Instant now) {
        Optional<StepInProgress> found = step(progress, done.container(), done.number());
        if (found.isEmpty()) {
            return progress;
        }
        StepInProgress step = found.get();
        TaskProgress next = progress.withoutStep(step);
        if (tellsMore(step, done.outcome(), progress.state(step.container()))) {
            next = withState(next, step.container(), done.outcome());
        }
        if (!(step.step() instanceof ContainerStep.Look) && done.outcome().equals(step.before())) {
            next = next.withPause(step.container(), now.plus(PAUSE));
        }
        if (step.step() instanceof ContainerStep.Pull
                && done.outcome() instanceof Pulled(var image)
                && image.fetched()) {
            TaskRecord record = next.record();
            next = next.withRecord(record.withTimes(record.times().pulled(step.since(), now)));
        }
        return step.lookAfterwards() ? look(next, step.container(), now) : next;
    }

    /// Whether a step's outcome is newer than what is known. An end is final. A look that was overtaken is
    /// followed by another and says nothing itself. Any other step that leaves a container running may know
    /// less of it than the engine has told since.
    private static boolean tellsMore(StepInProgress step, ContainerState outcome, ContainerState known) {
        if (known instanceof Ended) {
            return false;
        }
        return step.step() instanceof ContainerStep.Look
                ? !step.lookAfterwards()
                : !(known instanceof Running && outcome instanceof Running);
    }

    private static TaskProgress afterDeath(TaskProgress progress, String name, TaskEvent.Died died, Instant now) {
        if (!(progress.state(name) instanceof Running running)) {
            return progress;
        }
        boolean ofAnEarlierRun = died.at().isBefore(running.startedAt());
        boolean knownOutOfMemory = progress.outOfMemory().contains(died.dockerId());
        boolean killed = died.exitCode() == KILLED;
        boolean unexplained = killed && !knownOutOfMemory && !progress.record().stopWanted();
        if (ofAnEarlierRun || (unexplained && hasMemoryLimit(progress.record(), name))) {
            // News told late or told again; or the engine tells only when asked that memory ran out.
            return look(progress, name, now);
        }
        Optional<String> reason = killed && knownOutOfMemory ? Optional.of(OUT_OF_MEMORY) : Optional.empty();
        return withState(progress, name, running.ended(Optional.of(died.exitCode()), reason, died.at()));
    }

    private static boolean hasMemoryLimit(TaskRecord record, String container) {
        return record.task().memory() > 0 || record.given(container).memory() > 0;
    }

    private static TaskProgress afterHealth(TaskProgress progress, String name, TaskEvent.HealthChanged told) {
        return progress.state(name) instanceof Running(var id, var image, var startedAt, var observed)
                ? withState(
                        progress,
                        name,
                        new Running(id, image, startedAt, observed.withHealth(told.health(), told.at())))
                : progress;
    }

    /// The container in that state, or starting again where its restart policy says so instead of an end.
    private static TaskProgress withState(TaskProgress progress, String name, ContainerState state) {
        TaskRecord record = progress.record();
        ContainerState next = state;
        if (progress.state(name) instanceof Running running && state instanceof Ended ended && !record.stopWanted()) {
            next = RestartRule.after(record.given(name), running, ended);
        }
        return progress.withRecord(record.withState(name, next));
    }

    private static TaskProgress lookAtAll(TaskProgress progress, Instant now) {
        TaskProgress next = progress;
        for (ContainerRecord container : progress.record().containers()) {
            next = look(next, container.name(), now);
        }
        return next;
    }

    /// With a look at the container, now or after its present step. A stop tells by itself how it ended.
    private static TaskProgress look(TaskProgress progress, String name, Instant now) {
        ContainerState state = progress.state(name);
        Optional<String> id = state.dockerId();
        if (id.isEmpty() || state instanceof Ended) {
            return progress;
        }
        Optional<StepInProgress> step = progress.step(name);
        if (step.isEmpty()) {
            return progress.withStep(name, new ContainerStep.Look(id.get()), now);
        }
        return step.get().step() instanceof ContainerStep.Stop ? progress : progress.withLookAfterwards(name);
    }
}
