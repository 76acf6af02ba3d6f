package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.ContainerState.Observed;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ContainerState.Unstarted;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every state of a container, against every state of the one it depends on and every condition; the whole table is
/// kept where a reviewer can read it. When it changes on purpose, run with -Dgolden.write=true and read the difference.
final class ContainerPlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final Instant STARTED = NOW.minusSeconds(60);
    private static final PulledImage IMAGE = new PulledImage("sha256:1", Optional.empty(), true);
    private static final Path GOLDEN = Path.of("src/test/resources/golden/container-planner.txt");
    private static final Map<String, ContainerState> STATES = states();

    private final ContainerPlanner planner = new ContainerPlanner(Duration.ofSeconds(30));

    private static Map<String, ContainerState> states() {
        Map<String, ContainerState> states = new LinkedHashMap<>();
        states.put("unstarted", new Unstarted());
        states.put("pulled", new Pulled(IMAGE));
        states.put("created", new Created("c", IMAGE));
        states.put("running", running(Health.UNKNOWN));
        states.put("healthy", running(Health.HEALTHY));
        states.put("unhealthy", running(Health.UNHEALTHY));
        states.put("restarting", new Restarting("c", IMAGE, Observed.NONE));
        states.put("ended 0", ended(Optional.of(0)));
        states.put("ended 1", ended(Optional.of(1)));
        states.put("never ran", ContainerState.never("CannotPullContainerError: x", NOW));
        return states;
    }

    private static Running running(Health health) {
        return new Running("c", IMAGE, STARTED, Observed.NONE.withHealth(health, STARTED));
    }

    private static Ended ended(Optional<Integer> exitCode) {
        return new Ended(Optional.of("c"), Optional.of(IMAGE), exitCode, Optional.empty(), NOW, Observed.NONE);
    }

    @Test
    void everyStateAgainstEveryDependency() throws IOException {
        var table = new StringBuilder();
        for (String condition : List.of("CREATE", "START", "COMPLETE", "SUCCESS", "HEALTHY")) {
            for (var on : STATES.entrySet()) {
                row(table, "pulled", condition + " of " + on.getKey(), situation(condition, on.getValue()));
            }
        }
        for (var own : STATES.entrySet()) {
            row(table, own.getKey(), "alone", alone(own.getValue(), false));
            row(table, own.getKey(), "alone, stopping", alone(own.getValue(), true));
        }
        for (var dependant : STATES.entrySet()) {
            row(table, "running", "stopping, needed by " + dependant.getKey(), needed(dependant.getValue()));
        }

        holds(table.toString());
    }

    @Test
    void aWaitEndsWithTheDependencysStartTimeout() {
        AcsContainer base =
                AcsContainer.of("base", "i").startTimeout(Optional.of(61)).build();
        Map<String, ContainerState> states = Map.of("app", new Pulled(IMAGE), "base", running(Health.UNKNOWN));

        ContainerStep before = next(List.of(dependent("HEALTHY"), base), states, false, true, NOW);
        ContainerStep after = next(List.of(dependent("HEALTHY"), base), states, false, true, NOW.plusSeconds(1));

        assertThat(before).isEqualTo(new ContainerStep.Wait("base HEALTHY", Optional.of(NOW.plusSeconds(1))));
        assertThat(after).isInstanceOf(ContainerStep.End.class);
    }

    @Test
    void aWaitForHealthEndsAlsoWithoutAStartTimeout() {
        AcsContainer base = AcsContainer.of("base", "i").build();
        Map<String, ContainerState> states = Map.of("app", new Pulled(IMAGE), "base", running(Health.UNHEALTHY));
        Instant limit = STARTED.plus(ContainerPlanner.USUAL_HEALTH_WAIT);

        assertThat(next(List.of(dependent("HEALTHY"), base), states, false, true, limit.minusSeconds(1)))
                .isEqualTo(new ContainerStep.Wait("base HEALTHY", Optional.of(limit)));
        assertThat(next(List.of(dependent("HEALTHY"), base), states, false, true, limit))
                .isEqualTo(new ContainerStep.End(
                        Optional.of(143),
                        Optional.of("DependencyError: base did not reach HEALTHY within its start timeout of 600 s")));
        assertThat(next(List.of(dependent("COMPLETE"), base), states, false, true, limit))
                .isEqualTo(new ContainerStep.Wait("base COMPLETE", Optional.empty()));
    }

    @Test
    void nothingIsMadeWhileAnotherTaskHoldsThePorts() {
        AcsContainer app = AcsContainer.of("app", "i").build();

        ContainerStep step = next(List.of(app), Map.of("app", new Pulled(IMAGE)), false, false, NOW);

        assertThat(step).isInstanceOf(ContainerStep.Wait.class);
    }

    private ContainerPlanner.Situation situation(String condition, ContainerState on) {
        AcsContainer base = AcsContainer.of("base", "i").build();
        return situation(
                List.of(dependent(condition), base), Map.of("app", new Pulled(IMAGE), "base", on), false, true, NOW);
    }

    private ContainerPlanner.Situation alone(ContainerState own, boolean stopping) {
        return situation(List.of(AcsContainer.of("app", "i").build()), Map.of("app", own), stopping, true, NOW);
    }

    private ContainerPlanner.Situation needed(ContainerState dependant) {
        AcsContainer app = AcsContainer.of("app", "i").build();
        AcsContainer other = AcsContainer.of("other", "i")
                .dependsOn(List.of(new AcsContainer.Dependency("app", "START")))
                .build();
        return situation(
                List.of(app, other), Map.of("app", running(Health.UNKNOWN), "other", dependant), true, true, NOW);
    }

    private static AcsContainer dependent(String condition) {
        var app = AcsContainer.of("app", "i");
        return condition.equals("CREATE")
                ? app.volumesFrom(List.of(new AcsContainer.VolumeFrom("base", false)))
                        .build()
                : app.dependsOn(List.of(new AcsContainer.Dependency("base", condition)))
                        .build();
    }

    private ContainerStep next(
            List<AcsContainer> containers,
            Map<String, ContainerState> states,
            boolean stopping,
            boolean ports,
            Instant now) {
        var situation = situation(containers, states, stopping, ports, now);
        return planner.next(containers.getFirst(), situation);
    }

    private static ContainerPlanner.Situation situation(
            List<AcsContainer> containers,
            Map<String, ContainerState> states,
            boolean stopping,
            boolean ports,
            Instant now) {
        Map<String, AcsContainer> named = new LinkedHashMap<>();
        containers.forEach(container -> named.put(container.name(), container));
        var task = AcsTask.start("arn:t/1", "web", "1").containers(containers).build();
        return new ContainerPlanner.Situation(named, states, ContainerDependencies.of(task), stopping, ports, now);
    }

    private void row(StringBuilder table, String own, String case_, ContainerPlanner.Situation situation) {
        AcsContainer app = situation.containers().values().iterator().next();
        table.append("%-12s %-34s %s%n".formatted(own, case_, told(planner.next(app, situation))));
    }

    private static String told(ContainerStep step) {
        return switch (step) {
            case ContainerStep.Pull pull -> "pull " + pull.image();
            case ContainerStep.Create _ -> "create";
            case ContainerStep.Start start -> "start " + start.id();
            case ContainerStep.Stop stop ->
                "stop " + stop.id() + " within " + stop.grace().toSeconds() + " s";
            case ContainerStep.Discard _ -> "discard";
            case ContainerStep.Look look -> "look " + look.id();
            case ContainerStep.End end ->
                "end" + end.exitCode().map(code -> " " + code).orElse("")
                        + end.reason().map(reason -> " " + reason).orElse("");
            case ContainerStep.Wait wait -> "wait for " + wait.on();
            case ContainerStep.Rest _ -> "-";
        };
    }

    private static void holds(String table) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, table);
        }
        assertThat(GOLDEN)
                .as("rerun with -Dgolden.write=true and read the diff")
                .hasContent(table);
    }
}
