package io.argosy.planning;

import io.argosy.model.Service;

/// How many tasks a service wants, how many must stay healthy, how many may live at once (ecs-semantics 7.6).
record DeploymentLimits(int desired, int minHealthy, int maxRunning) {
    static DeploymentLimits of(Service service) {
        long desired = service.desiredCount();
        return new DeploymentLimits(
                service.desiredCount(),
                Math.toIntExact((desired * service.minimumHealthyPercent() + 99) / 100),
                Math.toIntExact(desired * service.maximumPercent() / 100));
    }

    /// Rounding can leave a deployment no way to move.
    boolean blocked() {
        return desired > 0 && minHealthy >= desired && maxRunning <= desired;
    }
}
