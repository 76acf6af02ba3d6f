package io.argosy.planning;

import io.argosy.model.Service;
import io.argosy.shapes.ecs.DeploymentCircuitBreaker;
import io.argosy.shapes.ecs.ThresholdConfiguration;
import java.util.Optional;

/// When a service has had enough of a deployment (ecs-semantics 7.9): after so many failed tasks; what follows; and
/// whether a task that turns out good makes the count begin anew.
public record CircuitBreaker(int threshold, boolean rollback, boolean resets) {
    private static final int USUAL_PERCENT = 50;
    private static final int LEAST = 3;
    private static final int MOST = 200;

    /// The one that is switched on, for as many tasks as the service wants now.
    public static Optional<CircuitBreaker> of(Service service) {
        return service.configuration()
                .deploymentConfiguration()
                .flatMap(configuration -> configuration.deploymentCircuitBreaker())
                .filter(DeploymentCircuitBreaker::enable)
                .map(asked -> new CircuitBreaker(
                        threshold(asked.thresholdConfiguration(), service.desiredCount()),
                        asked.rollback(),
                        asked.resetOnHealthyTask().orElse(true)));
    }

    private static int threshold(Optional<ThresholdConfiguration> asked, int desired) {
        int value = asked.map(ThresholdConfiguration::value).orElse(USUAL_PERCENT);
        int share = Math.toIntExact(((long) desired * value + 99) / 100);
        return switch (asked.map(ThresholdConfiguration::type).orElse("BOUNDED_PERCENT")) {
            case "COUNT" -> value;
            case "UNBOUNDED_PERCENT" -> Math.max(1, share);
            default -> Math.clamp(share, LEAST, MOST);
        };
    }
}
