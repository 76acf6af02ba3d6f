package io.argosy.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Chooses the tasks to stop (ecs-semantics 7.6): those of old deployments and on draining instances, failing ones,
/// and what is more than desired. What cannot be counted on goes first, and what can goes only while enough stays.
final class Retirement {
    private final Crew crew;
    private final Bounds bounds;
    private final ScaleIn scaleIn;
    private final List<Worker> chosen = new ArrayList<>();
    private int good;
    private int settling;

    private Retirement(Crew crew, Bounds bounds, ScaleIn scaleIn) {
        this.crew = crew;
        this.bounds = bounds;
        this.scaleIn = scaleIn;
        this.good = crew.count(Fitness.GOOD);
        this.settling = crew.count(Fitness.SETTLING);
    }

    /// `crowded` says that replacements are only waiting for a place.
    static List<Worker> chosen(Crew crew, Bounds bounds, ScaleIn scaleIn, boolean crowded) {
        var retirement = new Retirement(crew, bounds, scaleIn);
        retirement.leaving(Fitness.STARTING);
        retirement.failing(crowded);
        retirement.leaving(Fitness.SETTLING);
        retirement.leaving(Fitness.GOOD);
        retirement.surplus();
        return retirement.chosen;
    }

    private void leaving(Fitness fitness) {
        take(worker -> worker.leaving() && worker.is(fitness), Integer.MAX_VALUE);
    }

    private void failing(boolean crowded) {
        if (good >= bounds.least()) {
            take(worker -> worker.is(Fitness.UNHEALTHY), Integer.MAX_VALUE);
        } else if (crowded && undisturbed()) {
            List<Worker> old = crew.those(worker -> worker.is(Fitness.UNHEALTHY) && worker.leaving());
            List<Worker> failing = old.isEmpty() ? crew.those(worker -> worker.is(Fitness.UNHEALTHY)) : old;
            if (!failing.isEmpty()) {
                leave(scaleIn.next(failing));
            }
        }
    }

    /// Nothing is on its way up or down, so that failing tasks below the minimum go one at a time.
    private boolean undisturbed() {
        return crew.stopping() == 0
                && chosen.isEmpty()
                && crew.count(Fitness.STARTING) == 0
                && crew.count(worker -> worker.is(Fitness.SETTLING) && !worker.leaving()) == 0;
    }

    private void surplus() {
        int surplus = crew.staying().size() - bounds.desired();
        for (Fitness fitness : List.of(Fitness.STARTING, Fitness.SETTLING, Fitness.GOOD)) {
            surplus -= take(worker -> !worker.leaving() && worker.is(fitness), surplus);
        }
    }

    private int take(Predicate<Worker> wanted, int atMost) {
        List<Worker> left = new ArrayList<>(crew.those(wanted));
        int taken = 0;
        while (taken < atMost && !left.isEmpty() && affordable(left.getFirst())) {
            Worker next = scaleIn.next(left);
            left.remove(next);
            leave(next);
            taken++;
        }
        return taken;
    }

    /// One that leaves for another to take its place waits until enough are proven; of a surplus any will do.
    private boolean affordable(Worker worker) {
        return switch (worker.fitness()) {
            case STARTING, UNHEALTHY -> true;
            case SETTLING -> worker.leaving() ? good >= bounds.least() : good + settling > bounds.least();
            case GOOD -> good > bounds.least();
        };
    }

    private void leave(Worker worker) {
        chosen.add(worker);
        switch (worker.fitness()) {
            case GOOD -> good--;
            case SETTLING -> settling--;
            case STARTING, UNHEALTHY -> {}
        }
    }
}
