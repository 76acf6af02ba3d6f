package io.argosy.planning;

import io.argosy.model.Service;

/// How many tasks a service wants, how many must stay healthy, how many may live at once (ecs-semantics 7.6).
record Bounds(int desired, int least, int most) {
    static Bounds of(Service service) {
        long desired = service.desiredCount();
        return new Bounds(
                service.desiredCount(),
                Math.toIntExact((desired * service.minimumHealthyPercent() + 99) / 100),
                Math.toIntExact(desired * service.maximumPercent() / 100));
    }

    /// Rounding can leave a deployment no way to move.
    boolean rigid() {
        return desired > 0 && least >= desired && most <= desired;
    }
}
