package io.argosy.agent.tasks;

import static io.argosy.agent.tasks.SteppedTask.BEGIN;
import static io.argosy.agent.tasks.SteppedTask.ID;
import static io.argosy.agent.tasks.SteppedTask.IMAGE;
import static io.argosy.agent.tasks.SteppedTask.app;
import static io.argosy.agent.tasks.SteppedTask.created;
import static io.argosy.agent.tasks.SteppedTask.died;
import static io.argosy.agent.tasks.SteppedTask.ended;
import static io.argosy.agent.tasks.SteppedTask.health;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ContainerState.Unstarted;
import io.argosy.agent.tasks.ContainerStep.Look;
import io.argosy.agent.tasks.ContainerStep.Pull;
import io.argosy.agent.tasks.ContainerStep.Start;
import io.argosy.agent.tasks.ContainerStep.Stop;
import io.argosy.wire.acs.AcsContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What each piece of news means for a container, however early, late or often it comes.
final class TaskJudgementTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/task-judgement.txt");
    private static final Look LOOK = new Look(ID);
    private static final Stop STOP = new Stop(ID, Duration.ofSeconds(30));

    /// Every state of a container and its step against every event; the whole table is kept where a reviewer can read
    /// it. When it changes on purpose, run with -Dgolden.write=true and read the difference.
    @Test
    void everyEventInEverySituation() throws IOException {
        var table = new StringBuilder();
        situations()
                .forEach((name, situation) -> events(situation.get()).forEach((what, event) -> {
                    SteppedTask task = situation.get().hear(event);
                    table.append("%-28s %-30s %s%n".formatted(name, what, told(situation.get(), task)));
                }));

        holds(table.toString());
    }

    private static Map<String, Supplier<SteppedTask>> situations() {
        Map<String, Supplier<SteppedTask>> all = new LinkedHashMap<>();
        all.put("unstarted, pulling", () -> SteppedTask.of(limited()).withStep(new Pull("image")));
        all.put(
                "created, starting",
                () -> SteppedTask.of(limited()).in(created()).withStep(new Start(ID)));
        all.put("running", () -> SteppedTask.running(limited()));
        all.put("running, looked at", () -> SteppedTask.running(limited()).withStep(LOOK));
        all.put(
                "running, overtaken look",
                () -> SteppedTask.running(limited()).withStep(LOOK).hear(health(Health.HEALTHY)));
        all.put("running, out of memory", () -> SteppedTask.running(limited()).hear(new TaskEvent.OutOfMemory(ID)));
        all.put("running, being stopped", () -> SteppedTask.running(limited()).stop());
        all.put("running, unlimited", () -> SteppedTask.running(app()));
        all.put("running, restart policy", () -> SteppedTask.running(limited().restartPolicy(anyExit(0))));
        all.put(
                "restarting, starting",
                () -> SteppedTask.running(limited().restartPolicy(anyExit(0)))
                        .hear(died(1))
                        .plan());
        all.put(
                "ended 0, looked at",
                () -> SteppedTask.running(limited()).withStep(LOOK).hear(died(0)));
        return all;
    }

    private static Map<String, TaskEvent> events(SteppedTask task) {
        Map<String, TaskEvent> all = new LinkedHashMap<>();
        if (task.step().isPresent()) {
            long number = task.stepNumber();
            all.put("step: nothing changed", new TaskEvent.StepDone("app", number, stateAtStep(task)));
            all.put("step: pulled", new TaskEvent.StepDone("app", number, new Pulled(IMAGE)));
            all.put("step: running", new TaskEvent.StepDone("app", number, SteppedTask.running(Health.UNHEALTHY)));
            all.put("step: ended 3", new TaskEvent.StepDone("app", number, ended(3)));
            all.put("step of before: ended 3", new TaskEvent.StepDone("app", number - 1, ended(3)));
            all.put("step cancelled", new TaskEvent.StepCancelled("app", number));
        }
        all.put("died 1", died(1));
        all.put("died 137", died(137));
        all.put("died 1 in an earlier run", new TaskEvent.Died(ID, 1, BEGIN.minusSeconds(61)));
        all.put("another died", new TaskEvent.Died("another", 1, BEGIN));
        all.put("out of memory", new TaskEvent.OutOfMemory(ID));
        all.put("healthy", health(Health.HEALTHY));
        all.put("resync", new TaskEvent.Resync());
        all.put("plan again", new TaskEvent.PlanAgain());
        return all;
    }

    private static ContainerState stateAtStep(SteppedTask task) {
        return task.state() instanceof Ended ? SteppedTask.running(Health.UNKNOWN) : task.state();
    }

    private static AcsContainer.Builder limited() {
        return app().memory(64);
    }

    private static Optional<AcsContainer.RestartPolicy> anyExit(int period) {
        return Optional.of(new AcsContainer.RestartPolicy(true, List.of(), Optional.of(period)));
    }

    private static String told(SteppedTask before, SteppedTask after) {
        String now = told(after);
        return now.equals(told(before)) ? "==" : "-> " + now;
    }

    private static String told(SteppedTask task) {
        String step = task.step()
                .map(one -> ", " + one.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                        + (task.looksAgain() ? " and look" : ""))
                .orElse("");
        return told(task.state()) + step + (task.paused() ? ", paused" : "");
    }

    private static String told(ContainerState state) {
        return switch (state) {
            case Unstarted _ -> "unstarted";
            case Pulled _ -> "pulled";
            case ContainerState.Created _ -> "created";
            case Running running -> "running " + running.observed().health();
            case Restarting restarting ->
                "restarting for the " + restarting.observed().restarts() + ". time";
            case Ended ended ->
                "ended " + ended.exitCode().map(String::valueOf).orElse("without an exit code")
                        + ended.reason()
                                .map(reason -> " " + reason.replaceFirst(":.*", ""))
                                .orElse("");
        };
    }

    private static void holds(String table) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, table);
        }
        assertThat(GOLDEN)
                .as("rerun with -Dgolden.write=true and read the diff")
                .hasContent(table);
    }

    @Test
    void healthToldTwiceIsSinceTheFirstTelling() {
        SteppedTask task = SteppedTask.running(app()).hear(health(Health.HEALTHY));

        task.hear(new TaskEvent.HealthChanged(ID, Health.HEALTHY, BEGIN.plusSeconds(9)));

        assertThat(task.state().shown().healthSince()).contains(BEGIN);
    }

    @Test
    void anOlderLookDoesNotPutTheOlderHealthBack() {
        SteppedTask task = SteppedTask.running(app()).hear(new TaskEvent.Resync());
        assertThat(task.step()).contains(LOOK);

        task.hear(health(Health.HEALTHY)).finish(SteppedTask.running(Health.UNKNOWN));

        assertThat(task.seenHealth()).isEqualTo(Health.HEALTHY);
        assertThat(task.step()).contains(LOOK);
        task.finish(SteppedTask.running(Health.UNHEALTHY));
        assertThat(task.seenHealth()).isEqualTo(Health.UNHEALTHY);
        assertThat(task.step()).isEmpty();
    }

    @Test
    void aStopThatFailedDoesNotPutTheOlderHealthBack() {
        SteppedTask task = SteppedTask.running(app()).stop();
        assertThat(task.step()).contains(STOP);

        task.hear(health(Health.UNHEALTHY)).finish(SteppedTask.running(Health.UNKNOWN));

        assertThat(task.seenHealth()).isEqualTo(Health.UNHEALTHY);
        assertThat(task.step()).contains(LOOK);
    }

    @Test
    void aDeathOfAnEarlierRunIsOnlyLookedInto() {
        SteppedTask task = SteppedTask.running(app());

        task.hear(new TaskEvent.Died(ID, 1, BEGIN.minusSeconds(61)));

        assertThat(task.state()).isInstanceOf(Running.class);
        assertThat(task.step()).contains(LOOK);
    }

    @Test
    void anEndIsFinalWhateverALookSaysLater() {
        SteppedTask task =
                SteppedTask.running(app()).hear(new TaskEvent.Resync()).hear(died(5));

        task.finish(SteppedTask.running(Health.HEALTHY));

        assertThat(task.state()).isEqualTo(ended(5));
        assertThat(task.step()).isEmpty();
    }

    @Test
    void aKillUnderAMemoryLimitIsLookedIntoBecauseTheEngineTellsOfMemoryAfterTheDeath() {
        SteppedTask task = SteppedTask.running(limited()).hear(died(137));
        assertThat(task.state()).isInstanceOf(Running.class);
        assertThat(task.step()).contains(LOOK);
        ContainerState seen = SteppedTask.running(Health.UNKNOWN)
                .ended(Optional.of(137), Optional.of(TaskJudgement.OUT_OF_MEMORY), BEGIN);

        task.hear(new TaskEvent.OutOfMemory(ID)).finish(seen);

        // The death was told while no look was under way, so this look is the newest there is.
        assertThat(task.state()).isEqualTo(seen);
    }

    @Test
    void aKillAfterMemoryRanOutHasThatReasonAtOnce() {
        SteppedTask task = SteppedTask.running(limited())
                .hear(new TaskEvent.OutOfMemory(ID))
                .hear(died(137));

        assertThat(((Ended) task.state()).reason()).contains(TaskJudgement.OUT_OF_MEMORY);
        assertThat(task.step()).isEmpty();
    }

    @Test
    void anotherExitCodeIsNoMatterOfMemory() {
        SteppedTask task = SteppedTask.running(limited())
                .hear(new TaskEvent.OutOfMemory(ID))
                .hear(died(1));

        assertThat(((Ended) task.state()).reason()).isEmpty();
    }

    @Test
    void aKillThatWasAskedForNeedsNoLook() {
        SteppedTask task = SteppedTask.running(limited()).stop().hear(died(137));

        assertThat(task.state()).isEqualTo(ended(137));
    }

    @Test
    void aPolicyRestartsTheContainerInPlaceAndCounts() {
        SteppedTask task = SteppedTask.running(app().restartPolicy(anyExit(60))).hear(died(1));
        assertThat(task.state()).isInstanceOf(Restarting.class);

        task.plan();

        assertThat(task.step()).contains(new Start(ID));
        assertThat(task.record().stopWanted()).isFalse();
        assertThat(task.state().shown().restarts()).isEqualTo(1);
    }

    @Test
    void nothingRestartsOnceTheEndIsWanted() {
        SteppedTask task =
                SteppedTask.running(app().restartPolicy(anyExit(0))).stop().hear(died(1));

        assertThat(task.state()).isEqualTo(ended(1));
    }

    @Test
    void aStepThatChangedNothingIsTriedAgainAfterAPause() {
        SteppedTask task = SteppedTask.of(app()).plan().finish(new Unstarted()).plan();
        assertThat(task.step()).isEmpty();
        assertThat(task.wake()).contains(BEGIN.plus(TaskJudgement.PAUSE));

        task.pass(TaskJudgement.PAUSE).plan();

        assertThat(task.step()).contains(new Pull("image"));
    }

    @Test
    void aLookThatFoundNothingNewDelaysNothing() {
        SteppedTask task = SteppedTask.running(app()).hear(new TaskEvent.Resync());

        task.finish(SteppedTask.running(Health.UNKNOWN)).stop();

        assertThat(task.step()).contains(STOP);
    }

    @Test
    void pullTimesAreThoseOfARegistry() {
        SteppedTask cached = SteppedTask.of(app()).plan().pass(Duration.ofSeconds(3));
        SteppedTask fetched = SteppedTask.of(app()).plan().pass(Duration.ofSeconds(3));

        cached.finish(new Pulled(new PulledImage("sha256:1", Optional.empty(), false)));
        fetched.finish(new Pulled(IMAGE));

        assertThat(cached.record().times()).isEqualTo(TaskRecord.Times.NONE);
        assertThat(fetched.record().times().pullStarted()).contains(BEGIN);
        assertThat(fetched.record().times().pullStopped()).contains(BEGIN.plusSeconds(3));
    }

    @Test
    void aResyncLooksAtWhatHasAContainerOnce() {
        SteppedTask task = SteppedTask.running(app(), AcsContainer.of("other", "image"))
                .hear(new TaskEvent.Resync())
                .hear(new TaskEvent.Resync());

        assertThat(task.step()).contains(LOOK);
        assertThat(task.step("other")).isEmpty();
        assertThat(task.looksAgain()).isTrue();
    }

    @Test
    void theOutcomeOfACancelledStepIsNotTheNextOnes() {
        SteppedTask task = SteppedTask.of(app()).plan();
        long pull = task.stepNumber();
        task.stop();
        assertThat(task.step()).isEmpty();
        ContainerState end = task.state();

        task.hear(new TaskEvent.StepDone("app", pull, new Pulled(IMAGE)));

        assertThat(task.state()).isEqualTo(end);
        assertThat(task.record().times().pullStarted()).isEmpty();
    }

    @Test
    void timeOfTheDeathIsTheEngines() {
        Instant at = BEGIN.minusSeconds(7);

        SteppedTask task = SteppedTask.running(app()).hear(new TaskEvent.Died(ID, 0, at));

        assertThat(((Ended) task.state()).at()).isEqualTo(at);
    }
}
