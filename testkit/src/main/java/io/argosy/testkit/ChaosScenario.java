package io.argosy.testkit;

import io.argosy.testkit.MemoryJournal.Loss;
import java.time.Duration;

/// A story from a seed: a fleet with services, a workload who never rests, and faults of every kind for some minutes.
/// Then the sky clears, and all must come to be as it is wanted.
public final class ChaosScenario {
    private static final int[][] PERCENTS = {{100, 200}, {50, 200}, {0, 200}, {50, 150}, {0, 100}, {100, 150}};
    private static final int FEWEST = 3;
    private static final int REPLAY_EVERY = 3;
    private static final Duration FARTHEST = Duration.ofMinutes(6);
    private static final Duration PATIENCE = Duration.ofMinutes(90);

    private final Simulation simulation;
    private final Faults faults;
    private final VirtualClock clock;

    private ChaosScenario(long seed) {
        simulation = new Simulation(seed);
        faults = simulation.faults();
        clock = simulation.clock();
    }

    /// Lives through the story of this seed; what must not happen is thrown.
    public static Simulation live(long seed) {
        var storm = new ChaosScenario(seed);
        try (var simulation = storm.simulation) {
            storm.live();
            return simulation;
        }
    }

    private void live() {
        simulation.instances(3 + faults.below(3));
        simulation.runFor(Duration.ofSeconds(20));
        int[] percents = PERCENTS[faults.below(PERCENTS.length)];
        simulation.service("web", 1 + faults.below(4), percents[0], percents[1]);
        simulation.service("fixed", 1, 0, 200);
        simulation.service("other", 1 + faults.below(3), 100, 200);
        simulation.runFor(Duration.ofSeconds(30));

        faults.storm(true);
        clock.after(Duration.ofSeconds(1), this::wish);
        clock.after(Duration.ofSeconds(5), this::fault);
        int rounds = 4 + faults.below(6);
        for (int i = 0; i < rounds; i++) {
            simulation.runFor(Duration.ofMinutes(1));
            if (i % REPLAY_EVERY == 0) {
                simulation.checkReplay();
            }
        }
        simulation.stopFaults();
        simulation.settle(PATIENCE);
        simulation.checkReplay();
        InvariantViolation.unless(simulation.passesBehind() > 0, "no pass planned on what was not the newest any more");
    }

    private void wish() {
        if (!faults.storming()) {
            return;
        }
        clock.after(faults.between(Duration.ofSeconds(1), Duration.ofSeconds(25)), this::wish);
        simulation.livingServer().ifPresent(simulation.workload()::turn);
    }

    private void fault() {
        if (!faults.storming()) {
            return;
        }
        clock.after(faults.between(Duration.ofSeconds(2), Duration.ofSeconds(40)), this::fault);
        String machine = simulation
                .machineNames()
                .get(faults.below(simulation.machineNames().size()));
        Duration away = faults.between(Duration.ofSeconds(1), Duration.ofMinutes(faults.heads() ? 3 : 8));
        switch (faults.below(16)) {
            case 0 -> {
                simulation.cut(machine);
                clock.after(away, () -> simulation.join(machine));
            }
            case 1 -> simulation.restartAgent(machine, false, away);
            case 2 -> simulation.restartAgent(machine, true, away);
            case 3 -> simulation.loseServer();
            case 4, 5 -> simulation.backUp(machine);
            case 6 -> simulation.restoreBackup(machine, away);
            case 7 -> {
                if (simulation.machineNames().size() > FEWEST && faults.below(4) == 0) {
                    simulation.abandon(machine);
                }
            }
            case 8 -> simulation.stopServer();
            case 9 -> simulation.setClock(faults.between(FARTHEST.negated(), FARTHEST));
            case 10 -> {
                if (faults.below(3) == 0) {
                    simulation.wipe(machine, away);
                }
            }
            case 11 -> {
                if (faults.below(4) == 0) {
                    simulation.forgetHistory();
                }
            }
            default -> simulation.loseServerAtCommit(faults.below(20), faults.heads() ? Loss.BEFORE : Loss.AFTER);
        }
    }
}
