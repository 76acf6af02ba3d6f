package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Observed;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A task judged and planned by hand: no thread, no engine, and a clock that stands still until it is moved.
final class SteppedTask {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:10:00Z");
    static final PulledImage IMAGE = new PulledImage("sha256:1", Optional.empty(), true);
    static final String ID = "docker-app";

    private final TaskPlanner planner = new TaskPlanner(new ContainerPlanner(Duration.ofSeconds(30)));
    private Instant now = BEGIN;
    private TaskProgress progress;
    private TaskPlan plan;

    private SteppedTask(TaskProgress progress) {
        this.progress = progress;
        this.plan = new TaskPlan(progress, List.of(), Optional.empty());
    }

    /// Assigned just now: nothing is done yet.
    static SteppedTask of(AcsContainer.Builder... containers) {
        AcsTask task = AcsTask.start("arn:aws:ecs:us-east-1:111122223333:task/c/1", "web", "1")
                .containers(
                        Stream.of(containers).map(AcsContainer.Builder::build).toList())
                .build();
        var ids = List.of("a", "b", "c", "d", "e", "f", "g", "h").iterator();
        return new SteppedTask(TaskProgress.of(new AssignmentReader(ids::next, () -> BEGIN).toRun(task)));
    }

    static AcsContainer.Builder app() {
        return AcsContainer.of("app", "image");
    }

    /// The container `app` has run for a minute.
    static SteppedTask running(AcsContainer.Builder... containers) {
        SteppedTask task = of(containers);
        task.progress = task.progress.withRecord(task.record().withState("app", running(Health.UNKNOWN)));
        return task;
    }

    static Created created() {
        return new Created(ID, IMAGE);
    }

    static Running running(Health health) {
        Instant started = BEGIN.minusSeconds(60);
        return new Running(ID, IMAGE, started, Observed.NONE.withHealth(health, started));
    }

    static Ended ended(int exitCode) {
        return running(Health.UNKNOWN).ended(Optional.of(exitCode), Optional.empty(), BEGIN);
    }

    static TaskEvent died(int exitCode) {
        return new TaskEvent.Died(ID, exitCode, BEGIN);
    }

    static TaskEvent health(Health health) {
        return new TaskEvent.HealthChanged(ID, health, BEGIN);
    }

    SteppedTask in(ContainerState state) {
        progress = progress.withRecord(record().withState("app", state));
        return this;
    }

    SteppedTask withStep(ContainerStep step) {
        progress = progress.withStep("app", step, now);
        return this;
    }

    SteppedTask hear(TaskEvent event) {
        progress = TaskJudgement.after(progress, event, now);
        return this;
    }

    /// The step that `app` has now comes to this.
    SteppedTask finish(ContainerState outcome) {
        return finish("app", outcome);
    }

    SteppedTask finish(String container, ContainerState outcome) {
        return hear(new TaskEvent.StepDone(
                container, progress.step(container).orElseThrow().number(), outcome));
    }

    SteppedTask plan() {
        return plan(true);
    }

    SteppedTask plan(boolean portsHeld) {
        plan = planner.plan(progress, portsHeld, now);
        progress = plan.next();
        return this;
    }

    SteppedTask stop() {
        progress = TaskPlanner.stopping(progress, true);
        return plan();
    }

    SteppedTask pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    TaskRecord record() {
        return progress.record();
    }

    ContainerState state() {
        return state("app");
    }

    ContainerState state(String container) {
        return progress.state(container);
    }

    Health seenHealth() {
        return state().shown().health();
    }

    Optional<ContainerStep> step() {
        return step("app");
    }

    Optional<ContainerStep> step(String container) {
        return progress.step(container).map(StepInProgress::step);
    }

    long stepNumber() {
        return progress.step("app").orElseThrow().number();
    }

    boolean looksAgain() {
        return progress.step("app").orElseThrow().lookAfterwards();
    }

    boolean paused() {
        return now.isBefore(progress.pausedUntil().getOrDefault("app", Instant.MIN));
    }

    /// What the last plan would take back.
    List<ContainerStep> toCancel() {
        return plan.cancel().stream().map(StepInProgress::step).toList();
    }

    Optional<Instant> wake() {
        return plan.wake();
    }
}
