package io.argosy.testkit;

import io.argosy.testkit.MemoryJournal.Loss;
import java.time.Duration;

/// A story from a seed: a fleet with services, a customer who never rests, and faults of every kind for some minutes.
/// Then the sky clears, and all must come to be as it is wanted.
public final class Storm {
    private static final int[][] PERCENTS = {{100, 200}, {50, 200}, {0, 200}, {50, 150}, {0, 100}, {100, 150}};
    private static final int FEWEST = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(90);

    private final Simulation simulation;
    private final Weather weather;
    private final Agenda agenda;

    private Storm(long seed) {
        simulation = new Simulation(seed);
        weather = simulation.weather();
        agenda = simulation.agenda();
    }

    /// Lives through the story of this seed; what must not happen is thrown.
    public static Simulation live(long seed) {
        var storm = new Storm(seed);
        storm.live();
        return storm.simulation;
    }

    private void live() {
        simulation.instances(3 + weather.below(3));
        simulation.runFor(Duration.ofSeconds(20));
        int[] percents = PERCENTS[weather.below(PERCENTS.length)];
        simulation.service("web", 1 + weather.below(4), percents[0], percents[1]);
        simulation.service("fixed", 1, 0, 200);
        simulation.service("other", 1 + weather.below(3), 100, 200);
        simulation.runFor(Duration.ofSeconds(30));

        weather.storm(true);
        agenda.after(Duration.ofSeconds(1), this::wish);
        agenda.after(Duration.ofSeconds(5), this::fault);
        int rounds = 6 + weather.below(8);
        for (int i = 0; i < rounds; i++) {
            simulation.runFor(Duration.ofMinutes(1));
            simulation.checkReplay();
        }
        simulation.calm();
        simulation.settle(PATIENCE);
        simulation.checkReplay();
    }

    private void wish() {
        if (!weather.storming()) {
            return;
        }
        agenda.after(weather.between(Duration.ofSeconds(1), Duration.ofSeconds(25)), this::wish);
        simulation.livingServer().ifPresent(simulation.customer()::turn);
    }

    private void fault() {
        if (!weather.storming()) {
            return;
        }
        agenda.after(weather.between(Duration.ofSeconds(2), Duration.ofSeconds(40)), this::fault);
        String machine = simulation
                .machineNames()
                .get(weather.below(simulation.machineNames().size()));
        Duration away = weather.between(Duration.ofSeconds(1), Duration.ofMinutes(weather.heads() ? 3 : 8));
        switch (weather.below(10)) {
            case 0 -> {
                simulation.cut(machine);
                agenda.after(away, () -> simulation.join(machine));
            }
            case 1 -> simulation.restartAgent(machine, false, away);
            case 2 -> simulation.restartAgent(machine, true, away);
            case 3 -> simulation.loseServer();
            case 4, 5 -> simulation.backUp(machine);
            case 6 -> simulation.restoreBackup(machine, away);
            case 7 -> {
                if (simulation.machineNames().size() > FEWEST && weather.below(4) == 0) {
                    simulation.abandon(machine);
                }
            }
            default -> simulation.loseServerAtCommit(weather.below(20), weather.heads() ? Loss.BEFORE : Loss.AFTER);
        }
    }
}
