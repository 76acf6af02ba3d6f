package io.argosy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The control plane in the simulation. One seed: `-Dsimulation.seed=7`; more of them: `-Dsimulation.seeds=5000`.
final class SimulationTest {
    private static final int SEEDS = 500;

    @Test
    void everyStormEndsWell() throws InterruptedException {
        Long one = Long.getLong("simulation.seed");
        var storms = one != null
                ? new Simulate(one, 1, System.out)
                : new Simulate(1, Integer.getInteger("simulation.seeds", SEEDS), System.out);

        Map<Long, Throwable> failed = storms.live();

        if (!failed.isEmpty()) {
            throw told(failed);
        }
    }

    private static AssertionError told(Map<Long, Throwable> failed) {
        var told = new AssertionError(failed.entrySet().stream()
                .map(seed -> "again: -Dtest=SimulationTest -Dsimulation.seed=" + seed.getKey() + "; " + seed.getValue())
                .collect(Collectors.joining("\n")));
        failed.values().forEach(told::addSuppressed);
        return told;
    }

    @Test
    void everySeedThatFailedIsToldWithTheCommandThatRepeatsIt() {
        var failed = Map.<Long, Throwable>of(7L, new AssertionError("lost"), 29L, new AssertionError("late"));

        assertThat(told(failed))
                .hasMessageContaining("again: -Dtest=SimulationTest -Dsimulation.seed=7;")
                .hasMessageContaining("again: -Dtest=SimulationTest -Dsimulation.seed=29;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--seeds 0", "--seeds many", "--seeds", "--seeds 1 --to 2"})
    void whatItDoesNotUnderstandIsRefused(String arguments) {
        assertThatThrownBy(() -> Simulate.read(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("--seeds .*|there is no option --to");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void aServiceReachesItsCountAndKeepsItWhenTheServerIsLost(long seed) {
        var simulation = new Simulation(seed).instances(3);
        simulation.runFor(Duration.ofSeconds(20));
        var web = simulation.service("web", 4);
        simulation.runFor(Duration.ofMinutes(1));
        assertThat(simulation.running(web)).hasSize(4);
        var before = simulation.running(web).stream().map(Task::id).toList();

        simulation.loseServer();
        simulation.runFor(Duration.ofMinutes(2));

        assertThat(simulation.running(web).stream().map(Task::id)).containsExactlyElementsOf(before);
        simulation.checkReplay();
    }

    /// The machine goes silent for good: nobody says so, and nobody deregisters it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void aServiceOutlivesAMachine(long seed) {
        var simulation = new Simulation(seed).instances(3);
        simulation.runFor(Duration.ofSeconds(20));
        var web = simulation.service("web", 4);
        simulation.runFor(Duration.ofMinutes(2));
        assertThat(onInstance(simulation, web, "m-1")).isNotEmpty();

        simulation.abandon("m-1");
        simulation.runFor(Duration.ofMinutes(5));

        assertThat(simulation.running(web)).hasSize(4);
        simulation.settle(Duration.ofMinutes(1));
        simulation.checkReplay();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void aMachineThatWasGivenUpComesBackAndTakesTasks(long seed) {
        var simulation = new Simulation(seed).instances(2);
        simulation.runFor(Duration.ofSeconds(20));
        var web = simulation.service("web", 4);
        var fixed = simulation.service("fixed", 1, 0, 200);
        simulation.runFor(Duration.ofMinutes(2));
        var before = simulation.running(web).stream().map(Task::id).toList();

        simulation.cut("m-1");
        simulation.runFor(Duration.ofMinutes(6));
        simulation.cut("m-2");
        simulation.join("m-1");
        simulation.runFor(Duration.ofMinutes(6));

        assertThat(simulation.running(web)).hasSize(4).extracting(Task::id).doesNotContainAnyElementsOf(before);
        assertThat(simulation.running(fixed)).hasSize(1);
        simulation.join("m-2");
        simulation.settle(Duration.ofMinutes(5));
        simulation.checkReplay();
    }

    private static List<Task> onInstance(Simulation simulation, ServiceName service, String machine) {
        String arn = simulation.arn(machine);
        return simulation.running(service).stream()
                .filter(task -> task.on().filter(on -> arn.endsWith(on.value())).isPresent())
                .toList();
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        Simulation one = ChaosScenario.live(4);
        Simulation other = ChaosScenario.live(4);

        assertThat(one.now()).isEqualTo(other.now());
        assertThat(one.losses()).isEqualTo(other.losses());
        assertThat(List.copyOf(one.server().store().read().tasks()))
                .isEqualTo(List.copyOf(other.server().store().read().tasks()));
    }
}
